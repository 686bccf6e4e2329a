/* slims_fields.h -- our numbers for the columns of the two files of SLiMS. Inside the record room
 * only; the numbers are stored with layouts: append only. */
#ifndef RECORD_SLIMS_FIELDS_H
#define RECORD_SLIMS_FIELDS_H

enum slims_field {
    SLIMS_NONE = -1,
    /* bibliographic, in the order of the export */
    SLIMS_TITLE = 0,
    SLIMS_GMD,
    SLIMS_EDITION,
    SLIMS_ISBN_ISSN,
    SLIMS_PUBLISHER,
    SLIMS_YEAR,
    SLIMS_COLLATION,
    SLIMS_SERIES,
    SLIMS_CALL_NUMBER,
    SLIMS_LANGUAGE,
    SLIMS_PLACE,
    SLIMS_CLASSIFICATION,
    SLIMS_NOTES,
    SLIMS_IMAGE,
    SLIMS_SOR,
    SLIMS_AUTHORS,
    SLIMS_TOPICS,
    SLIMS_ITEM_CODE,
    SLIMS_BIBLIO_FIELDS,
    /* items; item_code, call_number and title as above, and those that are not read */
    SLIMS_COLL_TYPE = SLIMS_BIBLIO_FIELDS,
    SLIMS_INVENTORY_CODE,
    SLIMS_LOCATION,
    SLIMS_ITEM_STATUS,
    SLIMS_SITE,
    SLIMS_PRIVATE, /* prices, suppliers, invoices, dates */
    SLIMS_FIELDS
};

#endif
