-- A data folder of schema 21, made by tool/land-schema. Never edited.
PRAGMA application_id=1397312577; PRAGMA user_version=21;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
INSERT INTO setting VALUES('match.rules','4');
CREATE TABLE network (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT NOT NULL,
    purpose TEXT NOT NULL DEFAULT '',
    sample  INTEGER NOT NULL DEFAULT 0,
    created BIGINT NOT NULL
, parent BIGINT REFERENCES network (id), kinds         TEXT NOT NULL DEFAULT '', place_code    TEXT NOT NULL DEFAULT '', jurisdiction  TEXT NOT NULL DEFAULT '', commercial    INTEGER NOT NULL DEFAULT 0, rules         TEXT NOT NULL DEFAULT '', contact       TEXT NOT NULL DEFAULT '', contact_phone TEXT NOT NULL DEFAULT '', contact_email TEXT NOT NULL DEFAULT '', admits        INTEGER NOT NULL DEFAULT 0, edition       BIGINT NOT NULL DEFAULT 1);
INSERT INTO network VALUES(1,'Jejaring Lama','',0,1795883733068315,NULL,'','','',0,'','','','',0,1);
CREATE TABLE agency (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    slug      TEXT NOT NULL UNIQUE,
    name      TEXT NOT NULL,
    name_key  TEXT NOT NULL,            -- words_sort_key: lists are sorted by it
    type      TEXT NOT NULL,
    place     TEXT NOT NULL DEFAULT '',
    address   TEXT NOT NULL DEFAULT '',
    hours     TEXT NOT NULL DEFAULT '',
    phone     TEXT NOT NULL DEFAULT '',
    about     TEXT NOT NULL DEFAULT '',
    npp       TEXT NOT NULL DEFAULT '', -- Nomor Pokok Perpustakaan
    services  TEXT NOT NULL DEFAULT '',
    latitude  INTEGER,                  -- micro-degrees, WGS 84
    longitude INTEGER,
    sample    INTEGER NOT NULL DEFAULT 0,
    created   BIGINT NOT NULL
, npsn       TEXT NOT NULL DEFAULT '', isil       TEXT NOT NULL DEFAULT '', place_code TEXT NOT NULL DEFAULT '', week       TEXT NOT NULL DEFAULT '', whatsapp   TEXT NOT NULL DEFAULT '', email      TEXT NOT NULL DEFAULT '', website    TEXT NOT NULL DEFAULT '', contact    TEXT NOT NULL DEFAULT '', strengths  TEXT NOT NULL DEFAULT '', lacks      TEXT NOT NULL DEFAULT '', benefits   TEXT NOT NULL DEFAULT '', edition    BIGINT NOT NULL DEFAULT 1, changed    BIGINT NOT NULL DEFAULT 0);
INSERT INTO agency VALUES(1,'sman-1','SMAN 1','sman 11','school','','','','','','','',NULL,NULL,0,1795883733089673,'','','','','','','','','','','',1,0);
INSERT INTO agency VALUES(2,'perpustakaan-desa','Perpustakaan Desa','perpustakaan desa','public','','','','','','','',NULL,NULL,0,1795883733110174,'','','340416','','','','','','','','',1,0);
CREATE TABLE membership (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    network BIGINT NOT NULL REFERENCES network (id),
    agency  BIGINT NOT NULL REFERENCES agency (id),
    since   BIGINT NOT NULL,
    until   BIGINT                      -- NULL: still a member
);
INSERT INTO membership VALUES(1,1,1,1795883733089673,NULL);
INSERT INTO membership VALUES(2,1,2,1795883733110174,NULL);
CREATE TABLE feed (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    agency  BIGINT NOT NULL REFERENCES agency (id),
    kind    TEXT NOT NULL,              -- 'upload'
    mapping TEXT NOT NULL DEFAULT '',   -- struct holding_map as text; empty: found out
    records BIGINT NOT NULL DEFAULT 0,  -- live bibliographic records, counted after each load
    created BIGINT NOT NULL, moved BIGINT NOT NULL DEFAULT 0,
    UNIQUE (agency, kind)
);
INSERT INTO feed VALUES(1,1,'upload','',2,1795883733134834,3);
INSERT INTO feed VALUES(2,2,'upload','',2,1795883733178899,2);
CREATE TABLE load (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    feed      BIGINT NOT NULL REFERENCES feed (id),
    state     TEXT NOT NULL,            -- staging publishing published undoing undone discarded
    whole     INTEGER NOT NULL,         -- the whole collection: what is absent was withdrawn
    file      TEXT NOT NULL,            -- its name, without folders
    format    TEXT NOT NULL,            -- 'marc21', 'slims', 'slims-items'
    layout    TEXT NOT NULL DEFAULT '', -- of a table: separator and columns
    started   BIGINT NOT NULL,
    finished  BIGINT,
    n_read      BIGINT NOT NULL DEFAULT 0,
    n_new       BIGINT NOT NULL DEFAULT 0,
    n_changed   BIGINT NOT NULL DEFAULT 0,
    n_unchanged BIGINT NOT NULL DEFAULT 0,
    n_deleted   BIGINT NOT NULL DEFAULT 0,
    n_rejected  BIGINT NOT NULL DEFAULT 0,
    n_warnings  BIGINT NOT NULL DEFAULT 0
, upload BIGINT REFERENCES upload (id), person BIGINT, mapping TEXT NOT NULL DEFAULT '', encoding TEXT NOT NULL DEFAULT '', remember TEXT NOT NULL DEFAULT '', turn BIGINT, kept BIGINT, basis BIGINT NOT NULL DEFAULT 0, closed TEXT NOT NULL DEFAULT '', failure TEXT NOT NULL DEFAULT '', n_fresh BIGINT NOT NULL DEFAULT 0, n_match BIGINT NOT NULL DEFAULT 0, n_doubt BIGINT NOT NULL DEFAULT 0, n_copies BIGINT NOT NULL DEFAULT 0, n_titles BIGINT NOT NULL DEFAULT 0, n_before BIGINT NOT NULL DEFAULT 0, whole_refused INTEGER NOT NULL DEFAULT 0, nonce TEXT, why TEXT NOT NULL DEFAULT '', over BIGINT);
INSERT INTO load VALUES(1,1,'published',0,'records.mrc','marc21','',1795883733134834,1795883733139952,3,3,0,0,0,0,0,NULL,NULL,'','','',1,NULL,0,'','',0,0,0,0,2,0,0,NULL,'',NULL);
INSERT INTO load VALUES(2,2,'published',0,'slims-biblio.csv','slims','slims1 1 1 44 0 18 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17',1795883733178899,1795883733184449,3,2,0,0,0,1,1,NULL,NULL,'','','',2,NULL,0,'','',0,0,0,0,2,0,0,NULL,'',NULL);
INSERT INTO load VALUES(3,2,'published',0,'slims-item.csv','slims-items','slims1 2 1 44 34 19 17 8 18 19 23 23 23 20 23 21 22 23 23 23 23 23 23 23 0',1795883733229366,1795883733233692,3,2,0,0,0,1,0,NULL,NULL,'','','',3,NULL,0,'','',0,0,0,0,0,0,0,NULL,'',NULL);
INSERT INTO load VALUES(4,1,'undone',0,'slims-headless.csv','slims','slims1 1 0 59 34 18 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17',1795883733272252,1795883733310807,2,2,0,0,0,0,0,NULL,NULL,'','','',NULL,NULL,0,'','',0,0,0,0,2,0,0,NULL,'',NULL);
CREATE TABLE fault (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    load    BIGINT NOT NULL REFERENCES load (id),
    reason  TEXT NOT NULL,
    fatal   INTEGER NOT NULL,
    record  BIGINT NOT NULL,
    line    BIGINT NOT NULL,
    byte    BIGINT NOT NULL,
    field   TEXT NOT NULL,
    colname TEXT NOT NULL,
    excerpt TEXT NOT NULL,
    bytes   BLOB                      -- of a refused record, at most 64 KiB
);
INSERT INTO fault VALUES(1,2,'year-odd',0,2,3,446,'','year','201/8',NULL);
INSERT INTO fault VALUES(2,2,'isbn-wrong',0,2,3,446,'','isbn_issn','salah',NULL);
INSERT INTO fault VALUES(3,2,'columns-wrong',1,3,4,543,'','','2/18',X'224b7572616e67206b6f6c6f6d222c225465787422');
INSERT INTO fault VALUES(4,3,'no-item-code',1,2,3,372,'','item_code','Saman',X'2c3831332c46696374696f6e2c2c2c2c2c50757361742c2c2c2c2c2c2c2c2c2c2c53616d616e');
CREATE TABLE record (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    feed    BIGINT NOT NULL REFERENCES feed (id),
    kind    INTEGER NOT NULL,           -- 0 bibliographic, 1 holdings
    version BIGINT,                     -- what holds now; NULL: not in the collection
    parent  BIGINT REFERENCES record (id), -- of holdings: their bibliographic record
    title   BIGINT,                     -- the title it belongs or last belonged to
    founded BIGINT                      -- the title that was made for it, if any
, description BIGINT REFERENCES description (id), hand BIGINT, sent BIGINT);
INSERT INTO record VALUES(1,1,0,1,NULL,1,1,1,NULL,NULL);
INSERT INTO record VALUES(2,1,0,2,NULL,2,2,2,NULL,NULL);
INSERT INTO record VALUES(3,1,1,3,2,NULL,NULL,NULL,NULL,NULL);
INSERT INTO record VALUES(4,2,0,4,NULL,3,3,3,NULL,NULL);
INSERT INTO record VALUES(5,2,0,5,NULL,4,4,4,NULL,NULL);
INSERT INTO record VALUES(6,2,1,6,4,NULL,NULL,NULL,NULL,NULL);
INSERT INTO record VALUES(7,2,1,7,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO record VALUES(8,1,0,NULL,NULL,5,5,NULL,NULL,NULL);
INSERT INTO record VALUES(9,1,0,NULL,NULL,6,6,NULL,NULL,NULL);
CREATE TABLE record_key (
    feed   BIGINT NOT NULL,
    keyed  BIGINT NOT NULL,
    record BIGINT NOT NULL,
    PRIMARY KEY (feed, keyed, record)
) WITHOUT ROWID;
INSERT INTO record_key VALUES(1,194017914823776676,8);
INSERT INTO record_key VALUES(1,839753676311601481,8);
INSERT INTO record_key VALUES(1,968789008795003222,3);
INSERT INTO record_key VALUES(1,1470760378908001413,1);
INSERT INTO record_key VALUES(1,2333571422630177009,1);
INSERT INTO record_key VALUES(1,3148037336962465259,1);
INSERT INTO record_key VALUES(1,3689272472833904378,8);
INSERT INTO record_key VALUES(1,3855132235537792421,8);
INSERT INTO record_key VALUES(1,4092961742143827366,8);
INSERT INTO record_key VALUES(1,4437973571449616044,9);
INSERT INTO record_key VALUES(1,4665148505410102986,3);
INSERT INTO record_key VALUES(1,5161955064020527355,9);
INSERT INTO record_key VALUES(1,6216883425910364438,2);
INSERT INTO record_key VALUES(1,6618550045728589282,9);
INSERT INTO record_key VALUES(1,6977036196088619677,9);
INSERT INTO record_key VALUES(1,7312099883512880196,3);
INSERT INTO record_key VALUES(1,7765864345609524638,1);
INSERT INTO record_key VALUES(1,8507930521474402332,2);
INSERT INTO record_key VALUES(1,8711803983786503888,8);
INSERT INTO record_key VALUES(2,252518656364080230,4);
INSERT INTO record_key VALUES(2,394551502033067569,4);
INSERT INTO record_key VALUES(2,438800280581680833,4);
INSERT INTO record_key VALUES(2,722874141015131361,4);
INSERT INTO record_key VALUES(2,722874141015131361,6);
INSERT INTO record_key VALUES(2,1153358766496766057,6);
INSERT INTO record_key VALUES(2,1229445031045912991,4);
INSERT INTO record_key VALUES(2,1470760378908001413,6);
INSERT INTO record_key VALUES(2,1606870806028141341,7);
INSERT INTO record_key VALUES(2,4334287655898807346,7);
INSERT INTO record_key VALUES(2,5840387549311148010,4);
INSERT INTO record_key VALUES(2,7073078488624883338,7);
INSERT INTO record_key VALUES(2,8343621522115702064,5);
INSERT INTO record_key VALUES(2,9019020593780075634,5);
CREATE TABLE version (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    record BIGINT NOT NULL REFERENCES record (id),
    load   BIGINT NOT NULL REFERENCES load (id),
    digest BLOB NOT NULL,
    bytes  BLOB NOT NULL
);
INSERT INTO version VALUES(1,1,1,X'2e795a81919c6c8de2942a78b3f1963a',X'30303635346e616d206132323030323137206120343530303030313030303330303030303030333030303730303030333030383030343130303031303032303030313830303035313038323030313830303036393130303030333930303038373234353030343630303132363235303030313230303137323236343030333430303138343330303030323830303231383439303030313930303234363833303030333530303236353635303030333030303330303835363030333730303333303935323030333830303336373935323030333130303430351e61311e434f4e544f481e303530313031733230303520202020696f202020202020202020202020303030203120696e6420641e20201f61393738393739333036323739321e30341f613839392e32323133321f3232321e31201f614869726174612c20416e647265612c1f64313936372d1f6570656e676172616e672e1e31301f614c61736b61722070656c616e6769203a1f626e6f76656c202f1f63416e64726561204869726174612e1e20201f614365742e20322e1e20311f61596f6779616b61727461203a1f6242656e74616e672c1f63323030352e1e20201f617869762c2035323920686c6d2e203b1f63323120636d2e1e31201f6154657472616c6f6769203b1f76311e20301f6154657472616c6f6769204c61736b61722070656c616e6769203b1f76312e1e20341f6146696b736920496e646f6e657369611f78416261642032312e1e34321f33446166746172206973691f75687474703a2f2f636f6e746f682e69642f6973691e20201f615053541f625053541f6352414b1f6f38393920484952206c1f70303030311f37301e20201f615053541f625053541f70303030321f71323032362d31322d30311e1d');
INSERT INTO version VALUES(2,2,1,X'bb737e405dcf995b8cdf27056ced6411',X'30303335356e6173206132323030313435206120343530303030313030303330303030303030383030343130303030333032323030313430303034343234353030323030303035383236303030333230303037383835323030323430303131303836363030313930303133343838303030313930303135333730303030323030303137323737333030313730303139321e61321e393930313031633139393839393939696f207172207020202020202020302020206130696e6420641e20201f61303032342d393331391e30301f614d616a616c616820636f6e746f682e1e20201f614a616b61727461203a1f6250656e65726269742c1f63313939382d1e30201f38311f625053541f6353657269616c1f684d414a1e20301f38312e311f61313939382d323030341e30301f363234352d30301f61d8b9d984d9851e31201f615574616d692c204179751f346564741e30201f74496e64756b1f674e6f2e20331e1d');
INSERT INTO version VALUES(3,3,1,X'5ae710655c5e4e79e9de8d922a007990',X'30303131356e7820206132323030303733202020343530303030313030303330303030303030343030303330303030333835323030313530303030363939393030323030303032311e68311e61321e30201f624341421f684d414a20321e20201f61581f69311f6c4c4f53541f6d5053541e1d');
INSERT INTO version VALUES(4,4,2,X'f36bec6d054e10a34c12238f7a5ac3e5',X'224b617461202253617961222064692073696e69222c2254657874222c224365742e2033222c223937392d333036322d37392d37222c2242656e74616e67222c2232303037222c227869762c2035323920686c6d2e3b20323020636d222c2254657472616c6f6769203b2031222c2238313320484952206c222c22496e646f6e65736961222c22596f6779616b61727461222c22383133222c224e4f4e45222c22612e6a7067222c222d222c223c416e64726561204869726174613e3c496d616d20526973646979616e746f3e222c223c46696b73693e222c223c423030313e3c423030323e22');
INSERT INTO version VALUES(5,5,2,X'848f2af55cd45a28fe48ed5d61161130',X'224261726973206b6564756120726e79616e672068696c616e67222c2254657874222c22222c2273616c6168222c22222c223230312f38222c22222c22222c22222c224a617761222c22222c22222c22222c22222c22222c22222c22222c2222');
INSERT INTO version VALUES(6,6,3,X'77f718bdb702e93c893c46d5774c4ec4',X'423030312c38313320484952206c2c46696374696f6e2c494e56312c323032302d30312d30322c546f6b6f2c312c50757361742c323032302d30312d30312c5265706169722c52616b20332c312c46312c35303030302c4944522c323032302d30312d30312c323032302d30312d30332031303a30303a30302c323032302d30312d30332031303a30303a30302c4c61736b61722050656c616e6769');
INSERT INTO version VALUES(7,7,3,X'49d622a6d2cc13d47caadd9d8d7c241a',X'2242303033222c2278202222792222207a222c46696374696f6e2c2c2c2c2c436162616e672c2c54657273656469612c2c2c2c2c2c2c2c2c224475610a626172697322');
INSERT INTO version VALUES(8,8,4,X'ab2a283cf1e01ea14d0314e5317c20f1',X'53616d616e3b546578743b3b3937392d393032332d31372d333b4b50473b313939383b31393520686c6d2e3b3b3831332041595520733b496e646f6e657369613b4a616b617274613b3831333b4e4f4e453b3b3b3c417975205574616d693e3b3c46696b73693e3b3c303130313e3c303130323e');
INSERT INTO version VALUES(9,9,4,X'a8edf68e2fa9f310cbf39cfde35e7653',X'224c6172756e673b20736562756168206e6f76656c223b546578743b3b3b4b50473b323030313b3b3b38313320415955206c3b496e646f6e657369613b4a616b617274613b3831333b3b3b3b3c417975205574616d693e3b3b3c303130333e');
CREATE TABLE delivery (
    record  BIGINT NOT NULL REFERENCES record (id),
    load    BIGINT NOT NULL REFERENCES load (id),
    version BIGINT REFERENCES version (id), place BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (record, load)
) WITHOUT ROWID;
INSERT INTO delivery VALUES(1,1,1,1);
INSERT INTO delivery VALUES(2,1,2,2);
INSERT INTO delivery VALUES(3,1,3,3);
INSERT INTO delivery VALUES(4,2,4,2);
INSERT INTO delivery VALUES(5,2,5,3);
INSERT INTO delivery VALUES(6,3,6,2);
INSERT INTO delivery VALUES(7,3,7,4);
INSERT INTO delivery VALUES(8,4,8,1);
INSERT INTO delivery VALUES(9,4,9,2);
CREATE TABLE pending (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    load   BIGINT NOT NULL REFERENCES load (id),
    bytes  BLOB NOT NULL
, place BIGINT NOT NULL DEFAULT 0);
CREATE TABLE title (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    alias BIGINT REFERENCES title (id)  -- merged into another: the old address leads there
);
INSERT INTO title VALUES(1,NULL);
INSERT INTO title VALUES(2,NULL);
INSERT INTO title VALUES(3,NULL);
INSERT INTO title VALUES(4,NULL);
INSERT INTO title VALUES(5,NULL);
INSERT INTO title VALUES(6,NULL);
CREATE TABLE change (
    seq   INTEGER PRIMARY KEY AUTOINCREMENT,
    title BIGINT NOT NULL,
    load  BIGINT                        -- NULL: not by a load
);
INSERT INTO change VALUES(1,1,1);
INSERT INTO change VALUES(3,2,1);
INSERT INTO change VALUES(5,4,2);
INSERT INTO change VALUES(6,3,3);
INSERT INTO change VALUES(9,5,4);
INSERT INTO change VALUES(10,6,4);
CREATE TABLE person (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    name      TEXT NOT NULL,
    name_key  TEXT NOT NULL,            -- words_sort_key
    login     TEXT NOT NULL UNIQUE,     -- e-mail address or phone number, in its one form (network/person.c)
    password  TEXT NOT NULL,            -- argon2id string; empty: none yet, a code makes one
    lang      TEXT NOT NULL DEFAULT '',
    created   BIGINT NOT NULL,
    disabled  BIGINT                    -- NULL: may sign in
);
CREATE TABLE role (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    person  BIGINT NOT NULL REFERENCES person (id),
    kind    TEXT NOT NULL,              -- coordinator manager cataloguer desk head
    agency  BIGINT REFERENCES agency (id),
    network BIGINT REFERENCES network (id),
    since   BIGINT NOT NULL,
    until   BIGINT                      -- NULL: still
);
CREATE TABLE session (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    secret  BLOB NOT NULL UNIQUE,     -- SHA-256 of what the cookie holds
    person  BIGINT NOT NULL REFERENCES person (id),
    started BIGINT NOT NULL,
    seen    BIGINT NOT NULL,            -- to within a few minutes
    kept    INTEGER NOT NULL            -- 1: "stay signed in on this device"
);
CREATE TABLE code (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    secret  BLOB NOT NULL UNIQUE,     -- SHA-256
    person  BIGINT NOT NULL REFERENCES person (id),
    made_by BIGINT REFERENCES person (id), -- NULL: the operator
    made    BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE TABLE audit (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      BIGINT NOT NULL,
    person  BIGINT,                     -- NULL: the operator at the command line
    agency  BIGINT,                     -- the agency it concerns, if any
    action  TEXT NOT NULL,              -- "person.add"; also the message "audit.person.add"
    object  TEXT NOT NULL,
    detail  TEXT NOT NULL DEFAULT ''
);
INSERT INTO audit VALUES(1,1795883733068315,NULL,NULL,'network.add','network:1','Jejaring Lama');
INSERT INTO audit VALUES(2,1795883733139952,NULL,1,'load.publish','load:1','records.mrc');
INSERT INTO audit VALUES(3,1795883733184449,NULL,2,'load.publish','load:2','slims-biblio.csv');
INSERT INTO audit VALUES(4,1795883733233692,NULL,2,'load.publish','load:3','slims-item.csv');
INSERT INTO audit VALUES(5,1795883733275985,NULL,1,'load.publish','load:4','slims-headless.csv');
INSERT INTO audit VALUES(6,1795883733310807,NULL,1,'load.undo','load:4','slims-headless.csv');
CREATE TABLE photo (
    agency  BIGINT PRIMARY KEY REFERENCES agency (id),
    kind    TEXT NOT NULL,              -- 'jpeg' 'png' 'webp', found out from the bytes
    width   INTEGER NOT NULL,
    height  INTEGER NOT NULL,
    bytes   BLOB NOT NULL,
    changed BIGINT NOT NULL
);
CREATE TABLE statement (
    agency   BIGINT NOT NULL REFERENCES agency (id),
    item     TEXT NOT NULL,             -- 'collection' 'outsiders' ... 'rules' 'equipment'
    met      INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    stated   BIGINT NOT NULL,
    PRIMARY KEY (agency, item)
) WITHOUT ROWID;
CREATE TABLE decision (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    agency  BIGINT NOT NULL REFERENCES agency (id),
    network BIGINT NOT NULL REFERENCES network (id),
    fit     INTEGER NOT NULL,
    reason  TEXT NOT NULL,
    decided BIGINT NOT NULL,
    person  BIGINT REFERENCES person (id) -- NULL: the operator
);
CREATE TABLE invitation (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    network    BIGINT NOT NULL REFERENCES network (id),
    secret     BLOB NOT NULL UNIQUE,
    code       BLOB NOT NULL UNIQUE,
    name       TEXT NOT NULL DEFAULT '', -- what is known of the invited agency
    npsn       TEXT NOT NULL DEFAULT '',
    type       TEXT NOT NULL DEFAULT '',
    place_code TEXT NOT NULL DEFAULT '',
    uses_left  INTEGER NOT NULL,
    made       BIGINT NOT NULL,
    made_by    BIGINT REFERENCES person (id),
    expires    BIGINT NOT NULL,
    revoked    BIGINT
);
CREATE TABLE guess (
    hour   BIGINT NOT NULL,
    sender TEXT NOT NULL,
    n      INTEGER NOT NULL,
    PRIMARY KEY (hour, sender)
) WITHOUT ROWID;
CREATE TABLE application (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    network    BIGINT NOT NULL REFERENCES network (id),
    agency     BIGINT NOT NULL REFERENCES agency (id),
    invitation BIGINT REFERENCES invitation (id), -- NULL: by the open form
    person     BIGINT REFERENCES person (id),     -- who asks
    message    TEXT NOT NULL DEFAULT '',
    state      TEXT NOT NULL,           -- waiting approved declined withdrawn
    made       BIGINT NOT NULL,
    decided    BIGINT,
    decided_by BIGINT REFERENCES person (id),
    reason     TEXT NOT NULL DEFAULT ''
);
CREATE TABLE job (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    kind     TEXT NOT NULL,               -- "backup", a name of the table of kinds (work/job.h)
    args     TEXT NOT NULL DEFAULT '',    -- name=value, one a line, in the words of its kind
    agency   BIGINT REFERENCES agency (id), -- NULL: work of the installation
    person   BIGINT REFERENCES person (id), -- who asked; NULL: the operator or the schedule
    state    TEXT NOT NULL,               -- waiting running done failed cancelled
    made     BIGINT NOT NULL,
    due      BIGINT NOT NULL,             -- not before; later after a failure that may pass
    started  BIGINT,
    finished BIGINT,
    phase    TEXT NOT NULL DEFAULT '',    -- what it is at, a word of the kind
    n_done   BIGINT NOT NULL DEFAULT 0,   -- of n_all, which is 0 when unknown
    n_all    BIGINT NOT NULL DEFAULT 0,
    rate     BIGINT NOT NULL DEFAULT 0,   -- a second, in this phase
    tries    INTEGER NOT NULL DEFAULT 0,
    stop     INTEGER NOT NULL DEFAULT 0,  -- 1: asked to stop
    error    TEXT NOT NULL DEFAULT '',    -- err_name of the last failure
    result   TEXT NOT NULL DEFAULT '',    -- name=value, one a line
    holder   TEXT NOT NULL DEFAULT '',    -- which process does it ...
    lease    BIGINT NOT NULL DEFAULT 0    -- ... until when, unless it says so again
);
CREATE TABLE schedule (
    name    TEXT PRIMARY KEY,             -- "backup", "recheck-12"
    kind    TEXT NOT NULL,
    args    TEXT NOT NULL DEFAULT '',
    agency  BIGINT REFERENCES agency (id),
    minute  INTEGER NOT NULL,             -- of the day: 150 is 02:30
    days    INTEGER NOT NULL,             -- bit 0 is Monday; 127: every day; 0: never
    asked   BIGINT NOT NULL               -- when its last job was asked for
);
CREATE TABLE backup (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    file    TEXT NOT NULL,                -- where it was written
    kept    INTEGER NOT NULL,             -- 1: in the data folder, thinned out by itself
    made    BIGINT NOT NULL,
    bytes   BIGINT NOT NULL,
    digest  TEXT NOT NULL,                -- of what is in it, hexadecimal
    records BIGINT NOT NULL,
    titles  BIGINT NOT NULL,
    proved  BIGINT,                       -- when it was restored for a try; NULL: not yet
    faults  BIGINT NOT NULL DEFAULT 0,    -- that verify found then
    error   TEXT NOT NULL DEFAULT '',     -- err_name, when it could not be restored
    gone    BIGINT                        -- when the file was thinned out
);
CREATE TABLE upload (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT NOT NULL UNIQUE,
    agency  BIGINT NOT NULL REFERENCES agency (id),
    person  BIGINT,                     -- NULL: the operator
    file    TEXT NOT NULL,              -- as the person calls it, without folders
    size    BIGINT NOT NULL,            -- announced, or counted when it was all here
    started BIGINT NOT NULL,
    done    BIGINT                      -- when the last byte came; NULL: still coming
);
CREATE TABLE sample (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    load    BIGINT NOT NULL REFERENCES load (id),
    pile    TEXT NOT NULL,              -- 'fresh' 'match' 'doubt' 'gone'
    place   BIGINT NOT NULL,            -- as delivery.place
    record  BIGINT NOT NULL,
    heading TEXT NOT NULL,              -- title
    detail  TEXT NOT NULL,              -- author, year
    title   BIGINT,                     -- the title it joins or resembles
    other   TEXT NOT NULL DEFAULT '',   -- what that title is called
    reason  TEXT NOT NULL DEFAULT ''    -- of doubt: "isbn-title", "title-publisher"
);
CREATE TABLE numbering (
    agency  BIGINT PRIMARY KEY REFERENCES agency (id),
    prefix  TEXT NOT NULL,
    digits  INTEGER NOT NULL,
    upcoming BIGINT NOT NULL
);
CREATE TABLE feed_check (
    feed       BIGINT PRIMARY KEY REFERENCES feed (id),
    at         BIGINT NOT NULL,
    records    BIGINT NOT NULL,
    damaged    BIGINT NOT NULL,         -- bytes that are not those of their digest
    unreadable BIGINT NOT NULL
);
CREATE TABLE description (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    digest BLOB NOT NULL UNIQUE,      -- of facts and marks
    facts  BLOB NOT NULL,
    marks  TEXT NOT NULL DEFAULT '',
    title  BIGINT                       -- of its records; NULL: none of them is in force
);
INSERT INTO description VALUES(1,X'29987842f7ce7d86d37aea68b7048f86',X'04010000000e910415000000d50f0000000000146c61736b61722070656c616e6769206e6f76656c00000d616e64726561206869726174610762656e74616e670d616e64726561206869726174610a6a6f676a616b617274611a74657472616c6f6769206c61736b61722070656c616e676909310003696e6400000000000001884f235de708000000000a6f149bebda65de35876add2e7ffa724d0195792e1863ce05b4b0def2d1880d74009b20ad9bb8660253c0dee32319a609a5bfaa952a10a545ef3b34d999802a40c2ce112190766d22270f09ce01be4e63010c5713ff5ca75349','',1);
INSERT INTO description VALUES(2,X'5a0afb52ea74c8569c031c1213266f7a',X'04020000000e0000000000ce0f00000000000e6d616a616c616820636f6e746f68000009616a75207574616d690870656e657262697400076a616b617274610006d8b9d984d98503696e6405696e64756b046e6f203300000000000163610000000000000008e9fc2edd48b479241eca6ac70c7f16663a4649956cb93d137f07870aae816a15e40249cb3eb34720e5ea0ea5705984403ea35d149ff0061d317ec8cc60de330701597e6aa666a03f06','',2);
INSERT INTO description VALUES(3,X'9fdcf4b73385f4db505c0bb3cb8cd845',X'040100000011910414000000d70f0000000000116b6174612073616a612064692073696e6900001d616e64726561206869726174610a696d616d2072697364696a616e746f0762656e74616e67000a6a6f676a616b617274610b74657472616c6f676909310003696e6400000000000001884f235de708000000000a6f149bebda65de359aa1fa40fa45da2ab74939b991d8b175e4a1eb122061547e521a9897a4f0651422cbeb2939475c65a4f23c48ee66fb07ad7b56e934d88548307cdb3f0c0e32675e101841c41d3930019ba4fd9022173217','',3);
INSERT INTO description VALUES(4,X'4f7148fc368f89da25104bc12bd9b073',X'0401000000190000000000000000000000196261726973206b6564756120726e6a616e672068696c616e6700026232000000000000036a6176000000000000000000039477b41e8ce65b1f2d871cb6b2fbd9656c7eaab9cf85406900','#5',4);
CREATE TABLE staged_key (
    load        BIGINT NOT NULL REFERENCES load (id),
    keyed       BIGINT NOT NULL,
    description BIGINT NOT NULL,
    PRIMARY KEY (load, keyed, description)
) WITHOUT ROWID;
CREATE TABLE staged_record (
    load        BIGINT NOT NULL REFERENCES load (id),
    description BIGINT NOT NULL,
    record      BIGINT NOT NULL,
    PRIMARY KEY (description, load, record)
) WITHOUT ROWID;
CREATE TABLE doubt (
    low    BIGINT NOT NULL REFERENCES description (id),
    high   BIGINT NOT NULL REFERENCES description (id), -- low < high
    score  INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (low, high)
) WITHOUT ROWID;
CREATE TABLE title_decision (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    verdict   TEXT NOT NULL,            -- 'same' 'different'
    person    BIGINT,                   -- NULL: the operator
    agency    BIGINT REFERENCES agency (id), -- for which library; NULL: as coordinator
    why       TEXT NOT NULL DEFAULT '', -- in the person's words, or the reason of the doubt
    one       BIGINT NOT NULL,          -- the titles as they were then
    other     BIGINT NOT NULL,          -- the same for a title that was split
    made      BIGINT NOT NULL,
    undone    BIGINT,                   -- NULL: it holds
    undone_by BIGINT
);
CREATE TABLE title_decision_record (
    decision BIGINT NOT NULL REFERENCES title_decision (id),
    record   BIGINT NOT NULL REFERENCES record (id),
    side     INTEGER NOT NULL,
    facts    BLOB NOT NULL,           -- as they were: it holds while the record is still that book
    PRIMARY KEY (decision, record)
) WITHOUT ROWID;
CREATE TABLE move (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    record   BIGINT NOT NULL REFERENCES record (id),
    source   BIGINT NOT NULL,           -- title
    target   BIGINT NOT NULL,           -- title
    load     BIGINT,                    -- by a load; NULL: see decision; both NULL: by match rebuild
    decision BIGINT,
    at       BIGINT NOT NULL
);
CREATE TABLE mend (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    title     BIGINT NOT NULL REFERENCES title (id),
    field     TEXT NOT NULL,            -- catalog/mend.h
    value     TEXT NOT NULL,            -- empty: shown as missing
    person    BIGINT,                   -- NULL: the operator
    agency    BIGINT REFERENCES agency (id),
    why       TEXT NOT NULL DEFAULT '',
    made      BIGINT NOT NULL,
    undone    BIGINT,
    undone_by BIGINT
);
CREATE TABLE authority_load (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    source   TEXT NOT NULL,             -- whose file it is; a new one takes the place of the old
    file     TEXT NOT NULL,             -- its name, without folders
    format   TEXT NOT NULL,             -- as load.format
    state    TEXT NOT NULL,             -- staging current former gone
    loaded   BIGINT NOT NULL,
    records  BIGINT NOT NULL DEFAULT 0,
    refused  BIGINT NOT NULL DEFAULT 0,
    warnings BIGINT NOT NULL DEFAULT 0
);
CREATE TABLE authority (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    load   BIGINT NOT NULL REFERENCES authority_load (id),
    number BIGINT NOT NULL,             -- of the record in the file
    bytes  BLOB NOT NULL
);
CREATE TABLE authority_form (
    kind        INTEGER NOT NULL,       -- index/heading.h
    relation    INTEGER NOT NULL,       -- 0 the heading itself, 1 see, 2 see also
    sort        BLOB NOT NULL,        -- keys as of headings in the index
    text        TEXT NOT NULL,
    authority   BIGINT NOT NULL REFERENCES authority (id),
    target_sort BLOB NOT NULL,
    target      TEXT NOT NULL,
    words       TEXT NOT NULL,          -- words_name_key of the text; empty for see also
    load        BIGINT NOT NULL,
    PRIMARY KEY (kind, relation, sort, text, authority, target_sort)
) WITHOUT ROWID;
CREATE TABLE moment (
    seq BIGINT PRIMARY KEY,
    at  BIGINT NOT NULL
) WITHOUT ROWID;
CREATE TABLE shown_agency (
    agency  BIGINT PRIMARY KEY,
    shown   TEXT NOT NULL,
    reached BIGINT NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE push (
    agency   BIGINT PRIMARY KEY REFERENCES agency (id),
    secret   BLOB NOT NULL,
    hashed   BLOB NOT NULL,
    made     BIGINT NOT NULL,           -- the password
    open     INTEGER NOT NULL,          -- 0: what comes is not taken
    load     BIGINT REFERENCES load (id), -- the newest; what comes soon after goes there too
    heard    BIGINT NOT NULL DEFAULT 0, -- when the right password came last; 0: never
    denied   BIGINT NOT NULL DEFAULT 0  -- when a wrong one came last, to within a minute
) WITHOUT ROWID;
CREATE TABLE push_arrival (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    agency    BIGINT NOT NULL REFERENCES agency (id),
    at        BIGINT NOT NULL,
    load      BIGINT,                   -- NULL: nothing was new
    n_read    BIGINT NOT NULL DEFAULT 0,
    n_new     BIGINT NOT NULL DEFAULT 0,
    n_changed BIGINT NOT NULL DEFAULT 0,
    n_same    BIGINT NOT NULL DEFAULT 0,
    n_gone    BIGINT NOT NULL DEFAULT 0,
    n_unknown BIGINT NOT NULL DEFAULT 0,
    n_refused BIGINT NOT NULL DEFAULT 0
);
CREATE TABLE push_record (
    feed   BIGINT NOT NULL REFERENCES feed (id),
    number BIGINT NOT NULL,
    record BIGINT NOT NULL REFERENCES record (id),
    PRIMARY KEY (feed, number)
) WITHOUT ROWID;
CREATE TABLE push_refusal (
    agency BIGINT NOT NULL REFERENCES agency (id),
    number BIGINT NOT NULL,
    at     BIGINT NOT NULL,
    reason TEXT NOT NULL,               -- 'number' 'title' 'form' 'size'
    PRIMARY KEY (agency, number)
) WITHOUT ROWID;
CREATE TABLE gather (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    agency    BIGINT NOT NULL REFERENCES agency (id),
    feed      BIGINT REFERENCES feed (id), -- where its records are; NULL: none came yet
    kind      TEXT NOT NULL,               -- 'oai' 'file'
    url       TEXT NOT NULL,
    prefix    TEXT NOT NULL DEFAULT '',    -- format of OAI-PMH; empty: the richest there is
    part      TEXT NOT NULL DEFAULT '',    -- set of OAI-PMH; empty: everything
    days      INTEGER NOT NULL,            -- from one to the next; 0: only when asked
    made      BIGINT NOT NULL,
    open      INTEGER NOT NULL,            -- 0: not fetched now
    -- what the last one that came to its end left
    since     TEXT NOT NULL DEFAULT '',    -- the date to ask for changes from; empty: none
    etag      TEXT NOT NULL DEFAULT '',
    modified  TEXT NOT NULL DEFAULT '',
    whole_at  BIGINT NOT NULL DEFAULT 0,   -- when everything was fetched last
    took_at   BIGINT NOT NULL DEFAULT 0,   -- when anything was
    -- the one under way; its records are in DIR/gather
    began     BIGINT NOT NULL DEFAULT 0,   -- 0: none is
    whole     INTEGER NOT NULL DEFAULT 0,  -- everything is asked for
    used      TEXT NOT NULL DEFAULT '',    -- the format it comes in
    next      TEXT NOT NULL DEFAULT '',    -- `since` when it is done
    token     TEXT NOT NULL DEFAULT '',    -- where it goes on; empty: at the beginning
    complete  INTEGER NOT NULL DEFAULT 0,  -- all came and waits to be taken
    bytes     BIGINT NOT NULL DEFAULT 0,   -- of the file that count
    pages     BIGINT NOT NULL DEFAULT 0,
    records   BIGINT NOT NULL DEFAULT 0,
    size      BIGINT NOT NULL DEFAULT 0,   -- as the server says; 0: it does not
    again     INTEGER NOT NULL DEFAULT 0,  -- it wants the format beside each token
    -- what became of the last try
    tried_at  BIGINT NOT NULL DEFAULT 0,
    outcome   TEXT NOT NULL DEFAULT '',    -- also the message "gathered.OUTCOME"
    detail    TEXT NOT NULL DEFAULT '',
    failures  INTEGER NOT NULL DEFAULT 0,  -- one after the other
    -- what a look at the server found
    looked_at BIGINT NOT NULL DEFAULT 0,
    findings  TEXT NOT NULL DEFAULT ''     -- lines of work/gather_look.h
, login TEXT NOT NULL DEFAULT '', sealed BLOB);
CREATE TABLE gather_arrival (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    gather    BIGINT NOT NULL REFERENCES gather (id),
    at        BIGINT NOT NULL,
    load      BIGINT,                      -- NULL: nothing was new
    whole     INTEGER NOT NULL,
    n_read    BIGINT NOT NULL,
    n_new     BIGINT NOT NULL,
    n_changed BIGINT NOT NULL,
    n_gone    BIGINT NOT NULL,
    n_refused BIGINT NOT NULL
);
CREATE TABLE gather_absent (
    gather BIGINT NOT NULL REFERENCES gather (id),
    record BIGINT NOT NULL REFERENCES record (id),
    PRIMARY KEY (gather, record)
) WITHOUT ROWID;
CREATE TABLE gather_refusal (
    gather BIGINT NOT NULL REFERENCES gather (id),
    number BIGINT NOT NULL,                -- of the record in what came
    reason TEXT NOT NULL,                  -- of enum reason
    excerpt TEXT NOT NULL,
    PRIMARY KEY (gather, number)
) WITHOUT ROWID;
CREATE TABLE sent_record (
    feed   BIGINT NOT NULL REFERENCES feed (id),
    number TEXT NOT NULL,
    record BIGINT NOT NULL REFERENCES record (id),
    PRIMARY KEY (feed, number)
) WITHOUT ROWID;
CREATE TABLE once (
    agency BIGINT NOT NULL REFERENCES agency (id),
    name   TEXT NOT NULL,               -- as the sender calls the request
    digest BLOB NOT NULL,             -- of what it asked
    at     BIGINT NOT NULL,
    status INTEGER NOT NULL DEFAULT 0,  -- of the answer; 0: it is being done
    answer TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (agency, name)
) WITHOUT ROWID;
CREATE TABLE quality_point (
    agency BIGINT NOT NULL REFERENCES agency (id),
    at     BIGINT NOT NULL,
    mark   TEXT NOT NULL,              -- catalog/quality.h; '' counts all titles
    n      BIGINT NOT NULL,
    PRIMARY KEY (agency, at, mark)
) WITHOUT ROWID;
INSERT INTO quality_point VALUES(1,1795883733129096,'',0);
INSERT INTO quality_point VALUES(1,1795883733129096,'author',0);
INSERT INTO quality_point VALUES(1,1795883733129096,'call',0);
INSERT INTO quality_point VALUES(1,1795883733129096,'call-odd',0);
INSERT INTO quality_point VALUES(1,1795883733129096,'class',0);
INSERT INTO quality_point VALUES(1,1795883733129096,'codes',0);
INSERT INTO quality_point VALUES(1,1795883733129096,'copy',0);
INSERT INTO quality_point VALUES(1,1795883733129096,'extent',0);
INSERT INTO quality_point VALUES(1,1795883733129096,'isbn',0);
INSERT INTO quality_point VALUES(1,1795883733129096,'isbn-wrong',0);
INSERT INTO quality_point VALUES(1,1795883733129096,'language',0);
INSERT INTO quality_point VALUES(1,1795883733129096,'only',0);
INSERT INTO quality_point VALUES(1,1795883733129096,'publisher',0);
INSERT INTO quality_point VALUES(1,1795883733129096,'subject',0);
INSERT INTO quality_point VALUES(1,1795883733129096,'year',0);
INSERT INTO quality_point VALUES(1,1795883733269032,'',2);
INSERT INTO quality_point VALUES(1,1795883733269032,'author',0);
INSERT INTO quality_point VALUES(1,1795883733269032,'call',0);
INSERT INTO quality_point VALUES(1,1795883733269032,'call-odd',1);
INSERT INTO quality_point VALUES(1,1795883733269032,'class',1);
INSERT INTO quality_point VALUES(1,1795883733269032,'codes',0);
INSERT INTO quality_point VALUES(1,1795883733269032,'copy',0);
INSERT INTO quality_point VALUES(1,1795883733269032,'extent',0);
INSERT INTO quality_point VALUES(1,1795883733269032,'isbn',0);
INSERT INTO quality_point VALUES(1,1795883733269032,'isbn-wrong',0);
INSERT INTO quality_point VALUES(1,1795883733269032,'language',0);
INSERT INTO quality_point VALUES(1,1795883733269032,'only',2);
INSERT INTO quality_point VALUES(1,1795883733269032,'publisher',0);
INSERT INTO quality_point VALUES(1,1795883733269032,'subject',1);
INSERT INTO quality_point VALUES(1,1795883733269032,'year',0);
INSERT INTO quality_point VALUES(2,1795883733175445,'',0);
INSERT INTO quality_point VALUES(2,1795883733175445,'author',0);
INSERT INTO quality_point VALUES(2,1795883733175445,'call',0);
INSERT INTO quality_point VALUES(2,1795883733175445,'call-odd',0);
INSERT INTO quality_point VALUES(2,1795883733175445,'class',0);
INSERT INTO quality_point VALUES(2,1795883733175445,'codes',0);
INSERT INTO quality_point VALUES(2,1795883733175445,'copy',0);
INSERT INTO quality_point VALUES(2,1795883733175445,'extent',0);
INSERT INTO quality_point VALUES(2,1795883733175445,'isbn',0);
INSERT INTO quality_point VALUES(2,1795883733175445,'isbn-wrong',0);
INSERT INTO quality_point VALUES(2,1795883733175445,'language',0);
INSERT INTO quality_point VALUES(2,1795883733175445,'only',0);
INSERT INTO quality_point VALUES(2,1795883733175445,'publisher',0);
INSERT INTO quality_point VALUES(2,1795883733175445,'subject',0);
INSERT INTO quality_point VALUES(2,1795883733175445,'year',0);
INSERT INTO quality_point VALUES(2,1795883733223455,'',2);
INSERT INTO quality_point VALUES(2,1795883733223455,'author',1);
INSERT INTO quality_point VALUES(2,1795883733223455,'call',1);
INSERT INTO quality_point VALUES(2,1795883733223455,'call-odd',0);
INSERT INTO quality_point VALUES(2,1795883733223455,'class',1);
INSERT INTO quality_point VALUES(2,1795883733223455,'codes',0);
INSERT INTO quality_point VALUES(2,1795883733223455,'copy',1);
INSERT INTO quality_point VALUES(2,1795883733223455,'extent',1);
INSERT INTO quality_point VALUES(2,1795883733223455,'isbn',1);
INSERT INTO quality_point VALUES(2,1795883733223455,'isbn-wrong',0);
INSERT INTO quality_point VALUES(2,1795883733223455,'language',0);
INSERT INTO quality_point VALUES(2,1795883733223455,'only',2);
INSERT INTO quality_point VALUES(2,1795883733223455,'publisher',1);
INSERT INTO quality_point VALUES(2,1795883733223455,'subject',1);
INSERT INTO quality_point VALUES(2,1795883733223455,'year',1);
CREATE TABLE live_service (
    agency  BIGINT PRIMARY KEY REFERENCES agency (id),
    kind    TEXT NOT NULL,             -- 'daia' 'ilsdi'
    url     TEXT NOT NULL,
    pattern TEXT NOT NULL,             -- how documents are called there: "{number}"
    open    INTEGER NOT NULL           -- 0: not asked now
) WITHOUT ROWID;
CREATE TABLE target (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    network   BIGINT REFERENCES network (id), -- whose librarians ask it; NULL: everybody's
    kind      TEXT NOT NULL,                  -- 'sru' 'z3950' 'slims'
    name      TEXT NOT NULL,
    address   TEXT NOT NULL,                  -- of HTTP, or host:port
    base      TEXT NOT NULL DEFAULT '',       -- database of Z39.50
    syntax    TEXT NOT NULL DEFAULT '',       -- schema, or record syntax; empty: the best there is
    charset   TEXT NOT NULL DEFAULT '',       -- of terms; empty: UTF-8
    version   TEXT NOT NULL DEFAULT '',       -- of SRU; empty: 1.2
    names     TEXT NOT NULL DEFAULT '',       -- of its indexes, as peer/target.h has them
    seconds   INTEGER NOT NULL DEFAULT 0,     -- for one question; 0: the usual
    open      INTEGER NOT NULL,               -- 0: not asked now
    made      BIGINT NOT NULL,
    -- what a look at it found
    looked_at BIGINT NOT NULL DEFAULT 0,
    findings  TEXT NOT NULL DEFAULT ''        -- lines as of table gather
, login TEXT NOT NULL DEFAULT '', sealed BLOB);
CREATE TABLE copy_rule (
    agency BIGINT PRIMARY KEY REFERENCES agency (id),
    fields TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE spelling (
    agency        BIGINT NOT NULL REFERENCES agency (id),
    round         BIGINT NOT NULL,
    kind          INTEGER NOT NULL,          -- record/spelling.h
    text          TEXT NOT NULL,
    keyed         BIGINT NOT NULL,           -- digest of what all ways to write it share
    records       BIGINT NOT NULL,
    form          TEXT,                      -- what is proposed in its place; NULL: nothing
    source        TEXT NOT NULL DEFAULT '',  -- catalog/spelling.h
    form_records  BIGINT NOT NULL DEFAULT 0, -- of the network that have the form
    form_agencies BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (agency, round, kind, text)
) WITHOUT ROWID;
CREATE TABLE spelling_count (
    agency BIGINT PRIMARY KEY REFERENCES agency (id),
    round  BIGINT NOT NULL,
    at     BIGINT NOT NULL,
    moved  BIGINT NOT NULL              -- feed.moved of its feeds, added up
) WITHOUT ROWID;
CREATE TABLE chosen_form (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    agency    BIGINT NOT NULL REFERENCES agency (id),
    kind      INTEGER NOT NULL,
    text      TEXT NOT NULL,
    form      TEXT,                     -- NULL: ours is left as it is
    source    TEXT NOT NULL DEFAULT '', -- who proposed it, as of spelling
    records   BIGINT NOT NULL,          -- that had the text, as counted then
    person    BIGINT,                   -- NULL: the operator
    made      BIGINT NOT NULL,
    undone    BIGINT,                   -- NULL: it holds
    undone_by BIGINT,
    told      INTEGER NOT NULL          -- 0: titles of its records are still to be looked at again
);
CREATE TABLE IF NOT EXISTS "description_key" (
    keyed       BIGINT NOT NULL,
    description BIGINT NOT NULL,
    PRIMARY KEY (keyed, description)
) WITHOUT ROWID;
INSERT INTO description_key VALUES(173028614464379648,1);
INSERT INTO description_key VALUES(418380770902119681,1);
INSERT INTO description_key VALUES(450254850499444313,2);
INSERT INTO description_key VALUES(519002889411657265,2);
INSERT INTO description_key VALUES(575166551020073636,3);
INSERT INTO description_key VALUES(695270834412896339,1);
INSERT INTO description_key VALUES(1386468136312194618,2);
INSERT INTO description_key VALUES(1469845443114965586,3);
INSERT INTO description_key VALUES(1543188406828730239,2);
INSERT INTO description_key VALUES(1671423848936744091,3);
INSERT INTO description_key VALUES(2091623642992321342,2);
INSERT INTO description_key VALUES(2259653127541389204,4);
INSERT INTO description_key VALUES(2326024814840054500,2);
INSERT INTO description_key VALUES(2480769331153194690,1);
INSERT INTO description_key VALUES(2628330082588884201,2);
INSERT INTO description_key VALUES(3087857435650204058,3);
INSERT INTO description_key VALUES(3474841316235939934,3);
INSERT INTO description_key VALUES(3881651919770031215,1);
INSERT INTO description_key VALUES(3881651919770031215,3);
INSERT INTO description_key VALUES(4623649365711666159,1);
INSERT INTO description_key VALUES(4648939055693621989,2);
INSERT INTO description_key VALUES(5018435134859952037,1);
INSERT INTO description_key VALUES(5225820664397986733,3);
INSERT INTO description_key VALUES(5283750805694011148,1);
INSERT INTO description_key VALUES(5580798312419519111,1);
INSERT INTO description_key VALUES(7155865772899241767,1);
INSERT INTO description_key VALUES(7303791006530128674,3);
INSERT INTO description_key VALUES(7339173812755007277,4);
INSERT INTO description_key VALUES(7356206734218283550,2);
INSERT INTO description_key VALUES(7436021380515855408,3);
INSERT INTO description_key VALUES(7584208899711598188,4);
INSERT INTO description_key VALUES(8362490518401102004,1);
INSERT INTO description_key VALUES(8480797693704751543,3);
INSERT INTO description_key VALUES(9103007537206895076,3);
CREATE TABLE recent_key (
    keyed       BIGINT NOT NULL,
    description BIGINT NOT NULL,
    PRIMARY KEY (keyed, description)
) WITHOUT ROWID;
CREATE TABLE gather_file (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    gather   BIGINT NOT NULL REFERENCES gather (id),
    name     TEXT NOT NULL,             -- below the folder: "2026/baru.mrc"
    size     BIGINT NOT NULL,           -- -1: it is read again whatever it is
    modified BIGINT NOT NULL,
    changed  BIGINT NOT NULL,           -- also of its name or rights
    digest   BLOB NOT NULL,           -- empty: it is taken again whatever it says
    read_at  BIGINT NOT NULL,           -- when it was taken; 0: never
    reason   TEXT NOT NULL DEFAULT '',  -- why it could not be read as it is now; empty: it could
    about    TEXT NOT NULL DEFAULT '',
    records  BIGINT NOT NULL DEFAULT 0,
    refused  BIGINT NOT NULL DEFAULT 0,
    UNIQUE (gather, name)
);
CREATE TABLE gather_held (
    file   BIGINT NOT NULL REFERENCES gather_file (id),
    record BIGINT NOT NULL,             -- may have gone with a load that was thrown away
    load   BIGINT NOT NULL,             -- that it was taken by
    gone   INTEGER NOT NULL,            -- it says that the record is deleted
    PRIMARY KEY (file, record)
) WITHOUT ROWID;
CREATE TABLE record_template (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    agency  BIGINT NOT NULL REFERENCES agency (id),
    name    TEXT NOT NULL,
    bytes   BLOB NOT NULL,            -- MARC 21 in UTF-8, without what is one record's own
    made    BIGINT NOT NULL,
    deleted BIGINT                      -- NULL: it is there
);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('network',1);
INSERT INTO sqlite_sequence VALUES('audit',6);
INSERT INTO sqlite_sequence VALUES('agency',2);
INSERT INTO sqlite_sequence VALUES('membership',2);
INSERT INTO sqlite_sequence VALUES('feed',2);
INSERT INTO sqlite_sequence VALUES('load',4);
INSERT INTO sqlite_sequence VALUES('record',9);
INSERT INTO sqlite_sequence VALUES('version',9);
INSERT INTO sqlite_sequence VALUES('title',6);
INSERT INTO sqlite_sequence VALUES('description',6);
INSERT INTO sqlite_sequence VALUES('change',10);
INSERT INTO sqlite_sequence VALUES('fault',4);
INSERT INTO sqlite_sequence VALUES('pending',4);
CREATE INDEX membership_network ON membership (network, agency);
CREATE INDEX membership_agency ON membership (agency);
CREATE INDEX load_feed ON load (feed, state);
CREATE INDEX fault_load ON fault (load);
CREATE INDEX record_feed ON record (feed, kind);
CREATE INDEX delivery_load ON delivery (load, record);
CREATE INDEX pending_load ON pending (load, id);
CREATE INDEX role_person ON role (person);
CREATE INDEX role_agency ON role (agency);
CREATE INDEX role_network ON role (network);
CREATE INDEX session_person ON session (person);
CREATE INDEX code_person ON code (person);
CREATE INDEX audit_object ON audit (object, id);
CREATE INDEX audit_agency ON audit (agency, id);
CREATE INDEX agency_place ON agency (place_code);
CREATE INDEX decision_agency ON decision (agency, network);
CREATE INDEX invitation_network ON invitation (network);
CREATE INDEX application_network ON application (network, state);
CREATE INDEX application_agency ON application (agency);
CREATE INDEX job_state ON job (state, due);
CREATE INDEX job_agency ON job (agency, id);
CREATE INDEX backup_made ON backup (made);
CREATE INDEX upload_agency ON upload (agency);
CREATE INDEX sample_load ON sample (load, pile, id);
CREATE UNIQUE INDEX load_nonce ON load (feed, nonce);
CREATE INDEX load_turn ON load (turn);
CREATE INDEX load_finished ON load (feed, state, finished);
CREATE INDEX staged_record_load ON staged_record (load, record);
CREATE INDEX doubt_high ON doubt (high);
CREATE INDEX doubt_score ON doubt (score, low, high);
CREATE INDEX doubt_reason ON doubt (reason, score, low, high);
CREATE INDEX title_decision_record_record ON title_decision_record (record);
CREATE INDEX move_source ON move (source);
CREATE INDEX move_target ON move (target);
CREATE INDEX mend_title ON mend (title, field);
CREATE INDEX title_alias ON title (alias) WHERE alias IS NOT NULL;
CREATE INDEX authority_load_source ON authority_load (source, state);
CREATE INDEX authority_of_load ON authority (load);
CREATE INDEX authority_form_words ON authority_form (words);
CREATE INDEX authority_form_authority ON authority_form (authority);
CREATE INDEX change_title ON change (title, seq);
CREATE INDEX moment_at ON moment (at);
CREATE INDEX push_arrival_agency ON push_arrival (agency, id);
CREATE INDEX gather_agency ON gather (agency);
CREATE INDEX gather_arrival_gather ON gather_arrival (gather, id);
CREATE INDEX record_hand ON record (feed, id) WHERE hand IS NOT NULL;
CREATE INDEX target_network ON target (network);
CREATE INDEX spelling_keyed ON spelling (kind, keyed);
CREATE INDEX spelling_varies ON spelling (agency, round, kind, records) WHERE form IS NOT NULL;
CREATE UNIQUE INDEX chosen_form_text ON chosen_form (agency, kind, text) WHERE undone IS NULL;
CREATE INDEX chosen_form_agency ON chosen_form (agency, id);
CREATE INDEX chosen_form_untold ON chosen_form (agency) WHERE told = 0;
CREATE INDEX record_title ON record (title) WHERE title IS NOT NULL;
CREATE INDEX record_parent ON record (parent) WHERE parent IS NOT NULL;
CREATE INDEX record_description ON record (description) WHERE description IS NOT NULL;
CREATE INDEX record_founded ON record (founded) WHERE founded IS NOT NULL;
CREATE INDEX description_title ON description (title) WHERE title IS NOT NULL;
CREATE INDEX gather_held_record ON gather_held (record, file);
CREATE UNIQUE INDEX record_template_name ON record_template (agency, name) WHERE deleted IS NULL;
CREATE INDEX record_template_agency ON record_template (agency, id);
CREATE INDEX version_record ON version (record, digest);
COMMIT;
