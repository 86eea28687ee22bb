/* xml.h -- XML files that nothing is known of: no network, no document type, no entities but the five of XML itself. */
#ifndef NAZE_TOOLS_DMN_XML_H
#define NAZE_TOOLS_DMN_XML_H
#include "../term.h"

typedef struct xml_file xml_file;
typedef const void *xml_node; /* NULL is none */

/* False: it has said why on e. */
bool xml_open(const char *path, xml_file **out, term *e);
void xml_close(xml_file *x);
xml_node xml_root(const xml_file *x);

const char *xml_name(xml_node n);                        /* without its prefix */
const char *xml_space(xml_node n);                       /* its namespace, "" */
long xml_line(xml_node n);
xml_node xml_first(xml_node n, const char *name);        /* child element; name NULL: any */
xml_node xml_next(xml_node n, const char *name);         /* following sibling */
/* Both are the caller's to free; an attribute that is not there is "". */
char *xml_attribute(xml_node n, const char *name);       /* without its prefix */
char *xml_text(xml_node n);                              /* of the node and all in it, blanks at both ends off */
char *xml_text_of(xml_node n, const char *child);        /* of its first such child, "" */
#endif
