// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * gzip.c - .csv.gz in memory, over zlib.
 *
 * Compression is deterministic: no file name, time 0, so that the same data
 * give the same bytes. Expansion stops at a limit.
 */
#include "io/internal.h"

#include <string.h>
#define ZLIB_CONST
#include <zlib.h>

static voidpf zlib_alloc(voidpf ctx, uInt items, uInt size)
{
    return hmi_alloc((hm_context *)ctx, items, size);
}

static void zlib_free(voidpf ctx, voidpf ptr)
{
    hmi_free((hm_context *)ctx, ptr);
}

bool hmi_is_gzip(const void *bytes, size_t size)
{
    const unsigned char *b = bytes;
    return size >= 2 && b[0] == 0x1f && b[1] == 0x8b;
}

/* Run inflate until the end of all members; out->bytes is a text's data. */
static hm_status inflate_all(z_stream *stream, const char *name, size_t limit,
                             hmi_text *text, char *buffer, size_t room)
{
    for (;;) {
        stream->next_out = (Bytef *)buffer;
        stream->avail_out = (uInt)room;
        int code = inflate(stream, Z_NO_FLUSH);
        size_t got = room - stream->avail_out;
        if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) {
            return code == Z_MEM_ERROR
                       ? HM_ERR_MEMORY
                       : hmi_fail(text->ctx, HM_ERR_PARSE,
                                  "%s: is not a valid gzip file (%s)", name,
                                  stream->msg == NULL ? "damaged"
                                                      : stream->msg);
        }
        if (got > limit - text->size) {
            return hmi_fail(text->ctx, HM_ERR_LIMIT,
                            "%s: expands to more than %zu bytes", name, limit);
        }
        hmi_text_append(text, buffer, got);
        if (code == Z_STREAM_END) {
            if (stream->avail_in == 0) {
                return text->status;
            }
            if (inflateReset(stream) != Z_OK) {
                return hmi_fail(text->ctx, HM_ERR_PARSE,
                                "%s: is not a valid gzip file", name);
            }
        } else if (got == 0 && stream->avail_in == 0) {
            return hmi_fail(text->ctx, HM_ERR_PARSE,
                            "%s: is not a complete gzip file: it ends early",
                            name);
        }
    }
}

hm_status hmi_gunzip(hmi_arena *arena, const char *name, const void *bytes,
                     size_t size, size_t limit, hm_file *out)
{
    enum { ROOM = 256 * 1024 };
    hm_context *ctx = arena->ctx;
    hm_status status = HM_ERR_MEMORY;
    hmi_text text;
    z_stream stream;
    memset(out, 0, sizeof *out);
    memset(&stream, 0, sizeof stream);
    hmi_text_init(&text, ctx);
    stream.zalloc = zlib_alloc;
    stream.zfree = zlib_free;
    stream.opaque = ctx;
    if (size > HMI_MAX_FILE) {
        return hmi_fail(ctx, HM_ERR_LIMIT, "%s: is too large", name);
    }
    char *buffer = hmi_alloc(ctx, ROOM, 1);
    if (buffer == NULL || inflateInit2(&stream, 15 + 16) != Z_OK) {
        goto out;
    }
    stream.next_in = (const Bytef *)bytes;
    stream.avail_in = (uInt)size;
    HMI_GOTO(status, inflate_all(&stream, name, limit, &text, buffer, ROOM));
    char *copy =
        hmi_arena_text(arena, text.data == NULL ? "" : text.data, text.size);
    out->name = name;
    out->bytes = copy;
    out->size = text.size;
    status = copy == NULL ? HM_ERR_MEMORY : HM_OK;
out:
    (void)inflateEnd(&stream);
    hmi_text_clear(&text);
    hmi_free(ctx, buffer);
    return status;
}

hm_status hmi_gzip(hmi_arena *arena, const void *bytes, size_t size,
                   hm_file *out)
{
    hm_context *ctx = arena->ctx;
    hm_status status = HM_ERR_MEMORY;
    gz_header header;
    z_stream stream;
    memset(out, 0, sizeof *out);
    memset(&header, 0, sizeof header);
    memset(&stream, 0, sizeof stream);
    stream.zalloc = zlib_alloc;
    stream.zfree = zlib_free;
    stream.opaque = ctx;
    header.os = 255; /* unknown: the same bytes on every system */
    if (deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
        return hmi_fail(ctx, HM_ERR_MEMORY, "out of memory");
    }
    (void)deflateSetHeader(&stream, &header);
    uLong room = deflateBound(&stream, (uLong)size);
    char *packed = hmi_arena_alloc(arena, room, 1);
    if (packed == NULL) {
        goto out;
    }
    stream.next_in = (const Bytef *)bytes;
    stream.avail_in = (uInt)size;
    stream.next_out = (Bytef *)packed;
    stream.avail_out = (uInt)room;
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) {
        status = hmi_fail(ctx, HM_ERR_STATE, "compression failed");
        goto out;
    }
    out->bytes = packed;
    out->size = room - stream.avail_out;
    status = HM_OK;
out:
    (void)deflateEnd(&stream);
    return status;
}
