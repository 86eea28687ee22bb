/* folder.c -- a folder with one CSV file a ledger: the file's name is the ledger's. */
#define _XOPEN_SOURCE 700
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../files.h"
#include "input.h"

static bool is_csv(const char *name) {
  size_t n = strlen(name);
  return n > 4 && name[0] != '.' && strcasecmp(name + n - 4, ".csv") == 0;
}

bool input_folder(month_input *in, findings *f, const char *path, term *e) {
  DIR *d = opendir(path);
  if (!d) {
    outf(e, "naze: %s: %s\n", path, strerror(errno));
    return false;
  }
  str_list names = { 0 };
  for (struct dirent *x; (x = readdir(d)) != NULL;)
    if (is_csv(x->d_name)) list_add(&names, x->d_name, strlen(x->d_name));
  (void)closedir(d);
  if (names.n) qsort(names.v, names.n, sizeof *names.v, list_order);
  bool ok = names.n > 0;
  if (!ok) outf(e, tr(e, "naze: %s: CSV ファイルがありません\n", "naze: %s: there are no CSV files\n"), path);
  for (size_t i = 0; i < names.n; i++) {
    str file = { 0 }, bytes = { 0 }, text = { 0 };
    str_printf(&file, "%s%s%s", path, ends_with(path, "/") ? "" : "/", names.v[i]);
    if (file_read_most(str_text(&file), &bytes, INPUT_LARGEST, e)) {
      char *name = mem_copy(names.v[i], strlen(names.v[i]) - 4);
      raw_table *t = input_table(in, name, names.v[i]);
      t->sheet = true;
      text_decode(&text, f, names.v[i], str_text(&bytes), bytes.n);
      csv_read(t, f, str_text(&text), text.n);
      free(name);
    } else {
      find_add(f, false, "unreadable", names.v[i], 0, "ファイルを読めません", "the file cannot be read");
    }
    str_free(&file);
    str_free(&bytes);
    str_free(&text);
  }
  list_free(&names);
  return ok;
}
