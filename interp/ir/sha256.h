/* sha256.h -- inside of SHA-256: sha256.c, and sha256_x86.c where the processor has instructions for it. */
#ifndef IR_SHA256_H
#define IR_SHA256_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

extern const uint32_t ir_sha_k[64];
bool ir_sha_instructions(void);                                          /* may ir_sha_blocks be called? */
void ir_sha_blocks(uint32_t h[8], const unsigned char *p, size_t n);     /* n blocks of 64 bytes */
#endif
