/* shares.h -- one job in shares, each in a process of its own; the results come back in the order of the shares, so that their
 * number changes nothing. */
#ifndef NAZE_TOOLS_SHARES_H
#define NAZE_TOOLS_SHARES_H
#include <stdbool.h>
#include <stddef.h>

typedef struct share_job {
  void *of;                                          /* what the job is about; every process has its own copy from the start on */
  int (*work)(void *of, size_t number, size_t all);  /* an exit status */
  void (*begin)(void *of);                           /* in another process, before its share: nothing is found yet */
  bool (*send)(void *of, int fd);                    /* what its share found */
  bool (*receive)(void *of, int fd);                 /* adds that to what was found here */
} share_job;

/* How many shares: as asked for (--jobs; -1: not), else one a core where there are at least `worth` pieces of work. */
size_t shares_of(long asked, size_t pieces, size_t worth);

/* The first share is seen to here, and so is any for which there is no process. Not 0: what the work gave, or NAZE_EXIT_LIMIT when a
 * process ended early. */
int shares_run(const share_job *j, size_t all);
#endif
