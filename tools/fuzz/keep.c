/* keep.c -- see fuzz.h. A kept case is a case like any other; what it is about stands in its 説明. */
#define _XOPEN_SOURCE 700
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../files.h"
#include "fuzz.h"

#define MARK "naze fuzz "

static unsigned long hash(const char *s) {
  unsigned long h = 2166136261u; /* FNV-1a */
  for (; *s; s++) h = (h ^ (unsigned char)*s) * 16777619u & 0xffffffffu;
  return h;
}

void fuzz_keep_name(str *path, const char *folder, const rule_finding *x) { str_printf(path, "%s/%s-%08lx.json", folder, x->kind->id, hash(x->about ? x->about : "")); }

static void quoted(str *s, const char *text) {
  for (; *text; text++) {
    if (*text == '"' || *text == '\\') str_put_n(s, "\\", 1);
    str_put_n(s, text, 1);
  }
}

bool fuzz_keep(const char *folder, const rule_finding *x, const char *path, term *e) {
  const char *open = x->case_json ? strchr(x->case_json, '{') : NULL;
  if (!open) return true;
  if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
    outf(e, tr(e, "naze: %s を作れません: %s\n", "naze: cannot make %s: %s\n"), folder, strerror(errno));
    return false;
  }
  str s = { 0 };
  str_put(&s, "{\n  \"説明\": \"" MARK);
  str_printf(&s, "%s: ", x->kind->id);
  quoted(&s, x->about ? x->about : "");
  str_put(&s, "\",");
  str_put(&s, open + 1);
  bool ok = file_write(path, str_text(&s), s.n, e);
  str_free(&s);
  return ok;
}

bool fuzz_kept_files(const char *folder, str_list *files, term *e) {
  DIR *d = opendir(folder);
  if (!d) {
    if (errno == ENOENT) return true;
    outf(e, tr(e, "naze: %s を読めません: %s\n", "naze: cannot read %s: %s\n"), folder, strerror(errno));
    return false;
  }
  for (struct dirent *x; (x = readdir(d));) {
    if (!ends_with(x->d_name, ".json")) continue;
    str one = { 0 };
    str_printf(&one, "%s/%s", folder, x->d_name);
    list_add(files, str_text(&one), one.n);
    str_free(&one);
  }
  (void)closedir(d);
  if (files->n) qsort(files->v, files->n, sizeof *files->v, list_order);
  return true;
}

bool fuzz_kept_read(const char *path, fuzz_kept *out, term *e) {
  const char *p;
  size_t n;
  *out = (fuzz_kept){ .kind = NULL };
  if (!file_read(path, &out->json, e)) return false;
  if (!json_member(str_text(&out->json), out->json.n, "説明", &p, &n) || n < 2 || *p != '"') return true;
  str text = { 0 };
  for (size_t i = 1; i + 1 < n; i++) {
    if (p[i] == '\\') i++;
    str_put_n(&text, p + i, 1);
  }
  const char *s = str_text(&text), *colon = strstr(s, ": ");
  if (starts_with(s, MARK) && colon) {
    s += sizeof MARK - 1;
    out->kind = mem_copy(s, (size_t)(colon - s));
    out->about = mem_copy(colon + 2, strlen(colon + 2));
  }
  str_free(&text);
  return true;
}

void fuzz_kept_free(fuzz_kept *k) {
  str_free(&k->json);
  free(k->kind);
  free(k->about);
}
