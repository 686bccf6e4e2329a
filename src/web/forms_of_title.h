/* forms_of_title.h -- titles for other programs. */
#ifndef WEB_FORMS_OF_TITLE_H
#define WEB_FORMS_OF_TITLE_H

#include "web/page.h"

page_fn page_title_form, page_title_marc, page_unapi, page_oai, page_sru;

#endif
