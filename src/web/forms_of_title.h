/* forms_of_title.h -- titles, and the site, for other programs. */
#ifndef WEB_FORMS_OF_TITLE_H
#define WEB_FORMS_OF_TITLE_H

#include "web/page.h"

page_fn page_title_form, page_title_cited, page_title_marc, page_unapi;
page_fn page_oai, page_sru, page_daia;
page_fn page_robots, page_sitemap_index, page_sitemap, page_opensearch;

#endif
