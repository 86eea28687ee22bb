#include "kit.h"

#include <stdlib.h>
#include <string.h>

#include "../dmn/xml.h"

enum { DEEPEST = 16, MOST = 100000 };

static void add(kit_values *l, const char *name, kit_form form, char *text, long line) {
  if (l->n >= MOST) {
    free(text);
    return;
  }
  l->v = mem_resize(l->v, l->n + 1, sizeof *l->v);
  l->v[l->n++] = (kit_value){ mem_copy(name, strlen(name)), text, form, line };
}

/* <value>, <list> or <component name="…"> below n. */
static void leaves(kit_values *l, xml_node n, const char *name, int deep) {
  xml_node part = xml_first(n, "component"), value = xml_first(n, "value");
  if (xml_first(n, "list")) add(l, name, KIT_LIST, mem_copy("", 0), xml_line(n));
  else if (part && deep < DEEPEST)
    for (; part; part = xml_next(part, "component")) {
      char *of = xml_attribute(part, "name");
      str full = { 0 };
      str_printf(&full, "%s%s%s", name, *name ? "." : "", of);
      leaves(l, part, str_text(&full), deep + 1);
      str_free(&full);
      free(of);
    }
  else {
    char *nil = xml_attribute(value, "nil");
    add(l, name, value && strcmp(nil, "true") != 0 ? KIT_VALUE : KIT_NULL, xml_text(value), xml_line(value ? value : n));
    free(nil);
  }
}

static void read_case(kit *k, xml_node n) {
  k->cases = mem_resize(k->cases, k->ncases + 1, sizeof *k->cases);
  kit_case *c = &k->cases[k->ncases++];
  *c = (kit_case){ .id = xml_attribute(n, "id"), .name = xml_attribute(n, "name"), .line = xml_line(n), .service = xml_attribute(n, "invocableName") };
  for (xml_node i = xml_first(n, "inputNode"); i; i = xml_next(i, "inputNode")) {
    char *name = xml_attribute(i, "name");
    leaves(&c->given, i, name, 0);
    free(name);
  }
  for (xml_node r = xml_first(n, "resultNode"); r; r = xml_next(r, "resultNode")) {
    c->results = mem_resize(c->results, c->nresults + 1, sizeof *c->results);
    kit_result *x = &c->results[c->nresults++];
    char *error = xml_attribute(r, "errorResult");
    *x = (kit_result){ .name = xml_attribute(r, "name"), .line = xml_line(r), .error = strcmp(error, "true") == 0 };
    free(error);
    xml_node expected = xml_first(r, "expected");
    if (expected) leaves(&x->expected, expected, "", 0);
    else add(&x->expected, "", KIT_NULL, mem_copy("", 0), x->line);
  }
}

kit_read_as kit_read(const char *path, kit *k, term *e) {
  xml_file *x = NULL;
  *k = (kit){ 0 };
  if (!xml_open(path, &x, e)) return KIT_BROKEN;
  xml_node root = xml_root(x);
  if (strcmp(xml_name(root), "testCases") != 0) {
    xml_close(x);
    return KIT_OTHER;
  }
  k->path = mem_copy(path, strlen(path));
  k->model = xml_text_of(root, "modelName");
  for (xml_node n = xml_first(root, "testCase"); n && k->ncases < MOST; n = xml_next(n, "testCase")) read_case(k, n);
  xml_close(x);
  return KIT_READ;
}

static void values_free(kit_values *l) {
  for (size_t i = 0; i < l->n; i++) free(l->v[i].name), free(l->v[i].text);
  free(l->v);
}

void kit_free(kit *k) {
  for (size_t i = 0; i < k->ncases; i++) {
    kit_case *c = &k->cases[i];
    values_free(&c->given);
    for (size_t r = 0; r < c->nresults; r++) {
      free(c->results[r].name);
      values_free(&c->results[r].expected);
    }
    free(c->id), free(c->name), free(c->service), free(c->results);
  }
  free(k->path), free(k->model), free(k->cases);
  *k = (kit){ 0 };
}
