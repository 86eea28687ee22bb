#include "xml.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "../files.h"

struct xml_file { xmlDocPtr doc; };

/* Entities are declared in a document type; where there is none, there are none. */
static void no_document_type(void *ctx, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
  (void)name, (void)external, (void)system;
  xmlParserCtxtPtr p = ctx;
  p->_private = p;
  xmlStopParser(p);
}

static bool parse(const char *path, const str *text, xml_file **out, term *e) {
  xmlParserCtxtPtr p = text->n <= INT_MAX ? xmlNewParserCtxt() : NULL;
  if (!p) {
    outf(e, tr(e, "naze: %s: メモリが足りません\n", "naze: %s: out of memory\n"), path);
    return false;
  }
  p->sax->internalSubset = no_document_type;
  xmlDocPtr doc = xmlCtxtReadMemory(p, str_text(text), (int)text->n, NULL, NULL,
                                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES | XML_PARSE_COMPACT);
  bool typed = p->_private != NULL, ok = doc && p->wellFormed && !typed && xmlDocGetRootElement(doc);
  if (typed) outf(e, tr(e, "naze: %s: 文書型宣言（DOCTYPE）のある XML は読みません\n", "naze: %s: XML with a document type (DOCTYPE) is not read\n"), path);
  else if (!ok) {
    const char *m = p->lastError.message ? p->lastError.message : "";
    outf(e, tr(e, "naze: %s:%d: XML として読めません: %.*s\n", "naze: %s:%d: not XML: %.*s\n"), path, p->lastError.line, (int)strcspn(m, "\n"), m);
  }
  xmlFreeParserCtxt(p);
  if (!ok) {
    xmlFreeDoc(doc);
    return false;
  }
  *out = mem_resize(NULL, 1, sizeof **out);
  (*out)->doc = doc;
  return true;
}

bool xml_open(const char *path, xml_file **out, term *e) {
  str text = { 0 };
  *out = NULL;
  bool ok = file_read(path, &text, e) && parse(path, &text, out, e);
  str_free(&text);
  return ok;
}

void xml_close(xml_file *x) {
  if (!x) return;
  xmlFreeDoc(x->doc);
  free(x);
}

xml_node xml_root(const xml_file *x) { return xmlDocGetRootElement(x->doc); }

const char *xml_name(xml_node n) { return (const char *)((const xmlNode *)n)->name; }
const char *xml_space(xml_node n) {
  const xmlNode *x = n;
  return x->ns && x->ns->href ? (const char *)x->ns->href : "";
}
long xml_line(xml_node n) { return xmlGetLineNo((const xmlNode *)n); }

static xml_node element(const xmlNode *n, const char *name) {
  while (n && (n->type != XML_ELEMENT_NODE || (name && strcmp((const char *)n->name, name) != 0))) n = n->next;
  return n;
}
xml_node xml_first(xml_node n, const char *name) { return n ? element(((const xmlNode *)n)->children, name) : NULL; }
xml_node xml_next(xml_node n, const char *name) { return n ? element(((const xmlNode *)n)->next, name) : NULL; }

static char *taken(xmlChar *p) {
  const char *s = p ? (const char *)p : "";
  s += strspn(s, " \t\r\n");
  size_t n = strlen(s);
  while (n && strchr(" \t\r\n", s[n - 1])) n--;
  char *copy = mem_copy(s, n);
  xmlFree(p);
  return copy;
}

char *xml_attribute(xml_node n, const char *name) {
  const xmlNode *x = n;
  for (const xmlAttr *a = x ? x->properties : NULL; a; a = a->next)
    if (strcmp((const char *)a->name, name) == 0) return taken(xmlNodeGetContent((const xmlNode *)a));
  return mem_copy("", 0);
}
char *xml_text(xml_node n) { return taken(n ? xmlNodeGetContent((const xmlNode *)n) : NULL); }
char *xml_text_of(xml_node n, const char *child) { return xml_text(xml_first(n, child)); }
