/* match_weights.h -- what each sign is worth: SIGN(name, text, points, veto). Included by match.h
 * and match_signs.c, which say what SIGN makes of a line. */

SIGN(TITLE_SAME, "title.same", 400, false)
SIGN(TITLE_BEGINS, "title.begins", 300, false)
SIGN(TITLE_DIFFERS, "title.differs", -1000, true)
SIGN(NUMBERS_DIFFER, "numbers.differ", -1000, true)
SIGN(PART_DIFFERS, "part.differs", -1000, true)
SIGN(EDITION_DIFFERS, "edition.differs", -1000, true)
SIGN(AUDIENCE_DIFFERS, "audience.differs", -1000, true)
SIGN(FORMAT_DIFFERS, "format.differs", -1000, true)
SIGN(CARRIER_DIFFERS, "carrier.differs", -1000, true)
SIGN(ISBN_SAME, "isbn.same", 400, false)
SIGN(ISBN_DIFFERS, "isbn.differs", -1000, true)
SIGN(ISSN_SAME, "issn.same", 400, false)
SIGN(AUTHOR_SAME, "author.same", 200, false)
SIGN(YEAR_SAME, "year.same", 200, false)
SIGN(PUBLISHER_DIFFERS, "publisher.differs", -500, false)
SIGN(LANGUAGE_DIFFERS, "language.differs", -500, false)
