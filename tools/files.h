/* files.h -- reading rule folders and files, and replacing a file in one step. */
#ifndef NAZE_TOOLS_FILES_H
#define NAZE_TOOLS_FILES_H
#include "term.h"

enum { FILE_LARGEST = 16 * 1024 * 1024, FOLDERS_DEEPEST = 64, FILES_MOST = 4096 };

/* Whole file, "-" for standard input. False: it has said why on e. */
bool file_read(const char *path, str *text, term *e);
enum { INPUT_LARGEST = 1024 * 1024 * 1024 }; /* registers of many offices */
bool file_read_most(const char *path, str *text, size_t most, term *e);
/* Adds path, or every *.naze below it, sorted bytewise; what begins with a dot is passed over. */
bool files_find(const char *path, str_list *found, term *e);
bool path_exists(const char *path);
bool path_is_folder(const char *path);
bool path_same(const char *a, const char *b); /* one and the same file */
/* Writes beside the file and renames: a reader sees the old text or the new, never a part. Mode and links are kept. */
bool file_replace(const char *path, const char *p, size_t n, term *e);
/* Writes a new file or replaces one, in one step: an interrupted run leaves what was there. */
bool file_write(const char *path, const char *p, size_t n, term *e);
const char *path_base(const char *path);
#endif
