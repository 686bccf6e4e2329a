/* match_weights.h -- what each sign is worth: SIGN(name, text, points, kind). Included by match.h,
 * match.c and match_signs.c, which say what SIGN makes of a line.
 *
 * Kinds: SUM adds its points; VETO keeps the two apart whatever else agrees, and its points only
 * put it below all others; CAP adds its points, and the pair is at most in doubt.
 *
 * Twenty points are one unit of log odds. The sums of most signs were fitted (logistic regression,
 * each weight held near a value that was set by reasoning before) to one half of the labelled pairs
 * of goldfinch and of the Indonesian gold set; bench/match measures on the other half. Zones are in
 * match.c. Raise MATCH_RULES with every change here. */

/* ---- titles. Marks ("jilid 2", "kelas X", "edisi revisi") are taken out before and compared
 * below. Where words are left over on both sides it is another book rather than a slip ---- */
SIGN(TITLE_SAME, "title.same", 63, SUM)
SIGN(TITLE_SHORT, "title.short", -19, SUM)
SIGN(TITLE_PROPER, "title.proper", 33, SUM)
SIGN(TITLE_BEGINS, "title.begins", 41, SUM)
SIGN(TITLE_LONGER, "title.longer", 20, SUM)
SIGN(TITLE_CLOSE, "title.close", 30, SUM)
SIGN(TITLE_REST_CLOSE, "title.rest-close", 31, SUM)
SIGN(TITLE_REST_DIFFERS, "title.rest-differs", -57, SUM)
SIGN(TITLE_WITHIN, "title.within", 8, SUM)
SIGN(TITLE_PART, "title.part", 14, SUM)
SIGN(TITLE_MOSTLY, "title.mostly", -31, SUM)
SIGN(TITLE_LARGELY, "title.largely", -49, SUM)
SIGN(TITLE_PARTLY, "title.partly", -70, SUM)
SIGN(TITLE_DIFFERS, "title.differs", -88, SUM)
SIGN(TITLE_OTHER, "title.other", -500, VETO)
SIGN(TITLE_MISSING, "title.missing", -60, SUM)
SIGN(TITLE_ALONE, "title.alone", -41, SUM)
SIGN(VERSION_DIFFERS, "version.differs", -500, VETO)

/* ---- authors. Near copies of one library write them alike, so that being the same says little
 * and being different much ---- */
SIGN(AUTHOR_SAME, "author.same", 7, SUM)
SIGN(AUTHOR_CLOSE, "author.close", 24, SUM)
SIGN(AUTHOR_INITIALS, "author.initials", 14, SUM)
SIGN(AUTHOR_AMONG, "author.among", 19, SUM)
SIGN(AUTHOR_STATED, "author.stated", 13, SUM)
SIGN(AUTHOR_LACKING, "author.lacking", -2, SUM)
SIGN(AUTHOR_NONE, "author.none", -23, SUM)
SIGN(AUTHOR_DIFFERS, "author.differs", -38, SUM)
SIGN(STATED_SAME, "stated.same", -7, SUM)
SIGN(STATED_CLOSE, "stated.close", -7, SUM)
SIGN(STATED_PARTLY, "stated.partly", 3, SUM)
SIGN(STATED_DIFFERS, "stated.differs", -14, SUM)

/* ---- years. One year more is a new printing as often as a slip ---- */
SIGN(YEAR_SAME, "year.same", 48, SUM)
SIGN(YEAR_SHARED, "year.shared", 19, SUM)
SIGN(YEAR_GUESSED, "year.guessed", -4, SUM)
SIGN(YEAR_ORIGIN, "year.origin", -26, SUM)
SIGN(YEAR_REISSUE, "year.reissue", -4, SUM)
SIGN(YEAR_NEXT, "year.next", -34, SUM)
SIGN(YEAR_NEAR, "year.near", -61, SUM)
SIGN(YEAR_FAR, "year.far", -46, SUM)
SIGN(YEAR_LACKING, "year.lacking", -4, SUM)

/* ---- publishers and places. Both different in one year: two publishers of one book ---- */
SIGN(PUBLISHER_SAME, "publisher.same", 2, SUM)
SIGN(PUBLISHER_SHORTER, "publisher.shorter", 17, SUM)
SIGN(PUBLISHER_WORD, "publisher.word", 3, SUM)
SIGN(PUBLISHER_AMONG, "publisher.among", 2, SUM)
SIGN(PUBLISHER_LACKING, "publisher.lacking", 2, SUM)
SIGN(PUBLISHER_DIFFERS, "publisher.differs", -33, SUM)
SIGN(PLACE_SAME, "place.same", -6, SUM)
SIGN(PLACE_AMONG, "place.among", -6, SUM)
SIGN(PLACE_DIFFERS, "place.differs", -20, SUM)
SIGN(IMPRINT_DIFFERS, "imprint.differs", -21, SUM)

/* ---- extent ---- */
SIGN(PAGES_SAME, "pages.same", 26, SUM)
SIGN(PAGES_NEAR, "pages.near", -16, SUM)
SIGN(PAGES_FAR, "pages.far", -41, SUM)
SIGN(PAGES_DIFFER, "pages.differ", -45, SUM)
SIGN(PAGES_LACKING, "pages.lacking", -13, SUM)
SIGN(HEIGHT_SAME, "height.same", 2, SUM)
SIGN(HEIGHT_NEAR, "height.near", -10, SUM)
SIGN(HEIGHT_DIFFERS, "height.differs", -14, SUM)
SIGN(VOLUMES_SAME, "volumes.same", 9, SUM)
SIGN(VOLUMES_DIFFER, "volumes.differ", -23, SUM)
SIGN(VOLUMES_LACKING, "volumes.lacking", -15, SUM)

/* ---- series ---- */
SIGN(SERIES_SAME, "series.same", 6, SUM)
SIGN(SERIES_TITLE, "series.title", -7, SUM)
SIGN(SERIES_VOLUME, "series.volume", -45, SUM)
SIGN(SERIES_DIFFERS, "series.differs", -2, SUM)

/* ---- editions and whom the book is for. Printings are not editions ---- */
SIGN(EDITION_SAME, "edition.same", -9, SUM)
SIGN(EDITION_LACKING, "edition.lacking", -24, SUM)
SIGN(EDITION_REVISED, "edition.revised", -35, SUM)
SIGN(EDITION_LATER, "edition.later", -37, SUM)
SIGN(EDITION_DIFFERS, "edition.differs", -500, VETO)
SIGN(EDITION_YEAR_DIFFERS, "edition-year.differs", -500, VETO)
SIGN(EDITION_WORDS_SAME, "edition-words.same", -5, SUM)
SIGN(EDITION_WORDS_LACKING, "edition-words.lacking", -12, SUM)
SIGN(EDITION_WORDS_DIFFER, "edition-words.differ", -12, SUM)
SIGN(MARKS_SAME, "marks.same", 3, SUM)
SIGN(VOLUME_LACKING, "volume.lacking", -26, SUM)
SIGN(VOLUME_DIFFERS, "volume.differs", -500, VETO)
SIGN(NUMBER_LACKING, "number.lacking", -9, SUM)
SIGN(NUMBER_ONLY, "number.only", -22, CAP)

/* ---- volumes, classes, years in titles, parts. What is named on one side only a person must
 * look at, whatever else agrees: a set or its volume, a series or one book of it ---- */
SIGN(NUMBER_PARTLY, "number.partly", -42, SUM)
SIGN(NUMBER_DIFFERS, "number.differs", -500, VETO)
SIGN(CLASS_LACKING, "class.lacking", -21, CAP)
SIGN(CLASS_DIFFERS, "class.differs", -500, VETO)
SIGN(LEVEL_DIFFERS, "level.differs", -500, VETO)
SIGN(PROGRAM_DIFFERS, "program.differs", -500, VETO)
SIGN(SEMESTER_LACKING, "semester.lacking", -25, CAP)
SIGN(SEMESTER_DIFFERS, "semester.differs", -500, VETO)
SIGN(THEME_DIFFERS, "theme.differs", -500, VETO)
SIGN(TITLE_YEAR_DIFFERS, "title-year.differs", -500, VETO)
SIGN(PART_SAME, "part.same", 5, SUM)
SIGN(PART_LACKING, "part.lacking", -16, SUM)
SIGN(PART_DIFFERS, "part.differs", -500, VETO)
SIGN(AUDIENCE_LACKING, "audience.lacking", -25, CAP)
SIGN(AUDIENCE_TEACHER, "audience.teacher", -500, VETO)
SIGN(AUDIENCE_DIFFERS, "audience.differs", -500, VETO)
SIGN(CURRICULUM_DIFFERS, "curriculum.differs", -500, VETO)

/* ---- languages, forms, carriers ---- */
SIGN(LANGUAGE_SAME, "language.same", 5, SUM)
SIGN(LANGUAGE_ODD, "language.odd", -24, SUM)
SIGN(LANGUAGE_DIFFERS, "language.differs", -500, VETO)
SIGN(FORMAT_SAME, "format.same", 0, SUM)
SIGN(FORMAT_NEAR, "format.near", -10, SUM)
SIGN(FORMAT_DIFFERS, "format.differs", -500, VETO)
SIGN(CARRIER_DIFFERS, "carrier.differs", -500, VETO)

/* ---- numbers. The training records have none: the Indonesian gold set and reasoning set these.
 * No number weighs as much as a title that is another: publishers reuse them ---- */
SIGN(ISBN_SAME, "isbn.same", 58, SUM)
SIGN(ISBN_DIFFERS, "isbn.differs", -44, SUM)
SIGN(ISSN_SAME, "issn.same", 65, SUM)
SIGN(ISSN_DIFFERS, "issn.differs", -500, VETO)
SIGN(ID_SAME, "id.same", 56, SUM)
SIGN(ISBN_OTHER_TITLE, "isbn.other-title", -34, SUM)

/* ---- the title in its own script ---- */
SIGN(NATIVE_SAME, "native.same", 15, SUM)
SIGN(NATIVE_DIFFERS, "native.differs", -40, SUM)

/* ---- articles and serials ---- */
SIGN(HOST_SAME, "host.same", 5, SUM)
SIGN(HOST_ISSUE, "host.issue", 12, SUM)
SIGN(HOST_DIFFERS, "host.differs", -500, VETO)
SIGN(HISTORY_OTHER, "history.other", -500, VETO)
