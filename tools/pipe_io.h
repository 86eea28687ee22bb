/* pipe_io.h -- whole records through a pipe between processes of one program. */
#ifndef NAZE_TOOLS_PIPE_IO_H
#define NAZE_TOOLS_PIPE_IO_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool pipe_write(int fd, const void *p, size_t n);
bool pipe_read(int fd, void *p, size_t n);           /* false: it ended before */
bool pipe_write_text(int fd, const char *text);      /* NULL stays NULL */
bool pipe_read_text(int fd, char **out);             /* owned by the caller */
#endif
