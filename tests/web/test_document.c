// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_document.c - the workbench's reader of YAML never reads a document
 * otherwise than libfyaml does: where it gives a tree, libfyaml gives the
 * same one. Compared on the project's own files, on small documents, on the
 * corpus of the case fuzzer and on mutations of all of them.
 */
#define hmi_document_parse web_document_parse
#include "../../web/engine/document.c"
#undef hmi_document_parse
#include "hm_test.h"

#include <dirent.h>
#include <stdlib.h>

hm_status hmi_document_parse(hm_context *ctx, const char *file,
                             const void *bytes, size_t size, hm_node **out);

static bool same(const hm_node *a, const hm_node *b)
{
    if (hm_node_get_kind(a) != hm_node_get_kind(b)) {
        return false;
    }
    if (hm_node_get_kind(a) == HM_NODE_SCALAR) {
        return strcmp(hm_node_text(a), hm_node_text(b)) == 0;
    }
    bool map = hm_node_get_kind(a) == HM_NODE_MAP;
    if (hm_node_size(a) != hm_node_size(b)) {
        return false;
    }
    for (int32_t i = 0; i < hm_node_size(a); i++) {
        if ((map && strcmp(hm_node_key(a, i), hm_node_key(b, i)) != 0) ||
            !same(hm_node_item(a, i), hm_node_item(b, i))) {
            return false;
        }
    }
    return true;
}

static hm_context *new_context(void)
{
    hm_context *ctx = NULL;
    assert_int_equal(hm_context_create(NULL, &ctx), HM_OK);
    return ctx;
}

/* Was it read here? Then libfyaml must have read the same. */
static bool compare(const char *name, const char *bytes, size_t size)
{
    hm_node *ours = NULL;
    hm_node *theirs = NULL;
    hm_context *ctx = new_context();
    hm_status status = web_document_parse(ctx, "f.yaml", bytes, size, &ours);
    bool read = status == HM_OK;
    if (read) {
        hm_status other =
            hmi_document_parse(ctx, "f.yaml", bytes, size, &theirs);
        if (other != HM_OK || !same(ours, theirs)) {
            fail_msg("%s is read otherwise (%s):\n%.*s", name,
                     other == HM_OK ? "another tree" : hm_context_message(ctx),
                     (int)(size < 2000 ? size : 2000), bytes);
        }
    } else {
        assert_null(ours);
        assert_true(hm_context_message(ctx)[0] != '\0');
    }
    hmi_node_free(ours);
    hmi_node_free(theirs);
    hm_context_free(ctx);
    return read;
}

static char *load(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    static char buffer[1 << 20];
    *size = fread(buffer, 1, sizeof buffer, file);
    (void)fclose(file);
    return buffer;
}

static void reads_the_projects_files(void **state)
{
    (void)state;
    static const char *const files[] = {
        "cases/korea-2017.yaml", "data/world-2014-prk/economy.yaml",
        "data/world-2011-prk/economy.yaml", "tests/cli/fixtures/toy.yaml",
        "tests/cli/fixtures/toy/economy.yaml"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[512];
        size_t size = 0;
        (void)snprintf(path, sizeof path, "%s/%s", HM_TEST_SOURCE_ROOT,
                       files[i]);
        char *bytes = load(path, &size);
        assert_true(compare(files[i], bytes, size));
    }
}

/* Documents with what is easy to read wrongly; read or not, never otherwise. */
static const char *const tricky[] = {
    "a: 1\nb: [x, 'it''s', \"q\\\"\\u00e9\\n\"]\nc: {d: {e: []}, f: }\n",
    "{\"a\": [1, 2.5e-05, null, true], \"b\": {\"c\": \"\\ud83d\\ude00\"}}",
    "a:\n- 1\n- b: 2\n  c: 3\n-\n  d: 4\ne: 5\n",
    "a:\n  - - 1\n    - 2\n  - [3,\n     4]\n",
    "a: b: c\n",
    "a: 'x' y\n",
    "a: 1\n b: 2\n",
    "a:\n    b: 1\n  c: 2\n",
    "a: #\nb: x#y # z\nc: '#'\n",
    "# only\n",
    "--- \na: 1\n",
    "---\n- 1\n",
    "a: ~\nb: NULL\nc: \"null\"\n",
    "a: &x 1\nb: *x\n",
    "a: >\n  t\n",
    "a: |\n  t\n",
    "a: \"two\n  lines\"\n",
    "a: two\n  lines\n",
    "\"a\": 1\n'b c': 2\n",
    "? a\n: 1\n",
    "a: [1, 2\n",
    "a: {b: 1, b: 2}\n",
    "a: 1\na: 2\n",
    "a:\t1\n",
    "\ta: 1\n",
    "a:\n\t- 1\n",
    "a: [b: 1]\n",
    "a: {b c: d e, f}\n",
    "a: -\n",
    "a: - 1\n",
    "- a\nb: 1\n",
    "a:1\n",
    "http://x: y:z\n",
    "a: @x\n",
    "a: 1 \n\n\nb:   2\t# c\n",
    "a: \"\\x41\\/\\e\\_\"\n",
    "a: !t 1\n",
    "a: [,]\n",
    "a: [1,,2]\n",
    "a: {,}\n",
    "a: []]\n",
    "[1, 2]: 3\n",
    "a: 'b': c\n",
    "-1: x\n",
    "a: ?b\n",
    "a: {\"b\":1}\n",
    "a: {b:1}\n",
    "a: {b: }\n",
    "plain\n",
    "'quoted'\n",
    "- \n- \n",
    "- - a\n  - b\n- c\n",
    "a: 1\r\nb:\r\n  - 2\r\n",
    "...\n",
    "a: 1\n...\n",
    "a: 1\n---\nb: 2\n",
    "%YAML 1.2\n---\na: 1\n",
    "a: [1, # c\n 2]\n",
    "a: [x y z, \" \"]\nb: ' '\n",
    "a: x: \n",
    "a: x:\n",
    "a: [x:]\n",
    "a : 1\n",
    "a:\n\n  # c\n  b: 1\n",
    "-\ta\n",
    "a:  \n  'b'\n",
    "a:\n  b\n",
    "a:\n b\n c: 1\n",
    "- {a: 1, b: [2]}\n- [c, d]\n",
    "{a: 1}: b\n",
    "a: {b: c}: d\n",
};

static void never_reads_otherwise(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof tricky / sizeof *tricky; i++) {
        (void)compare("a tricky document", tricky[i], strlen(tricky[i]));
    }
}

static void refuses_by_name(void **state)
{
    (void)state;
    static const char *const documents[][2] = {
        {"a: &x 1\n", "f.yaml:1:4: not valid YAML: a mark that begins"},
        {"a: \"b\n", "f.yaml:1:6: not valid YAML: a quoted text goes on"},
        {"a: 1\na: 2\n", "f.yaml:2:2: the key \"a\" stands here twice"},
        {"a: [1\n", "f.yaml:2:1: not valid YAML: this is never closed"},
    };
    for (size_t i = 0; i < 4; i++) {
        hm_node *root = NULL;
        hm_context *ctx = new_context();
        assert_int_not_equal(web_document_parse(ctx, "f.yaml", documents[i][0],
                                                strlen(documents[i][0]), &root),
                             HM_OK);
        assert_memory_equal(hm_context_message(ctx), documents[i][1],
                            strlen(documents[i][1]));
        hm_context_free(ctx);
    }
}

/* One byte changed, dropped or doubled, many times over. */
static void mutate(hm_random *random, const char *name, const char *bytes,
                   size_t size, int32_t times)
{
    static const char marks[] = "[]{}:,-#'\"\\ \n\t&*!|>%@?0ax";
    char *copy = malloc(size + 2);
    assert_non_null(copy);
    for (int32_t k = 0; k < times && size > 0; k++) {
        size_t at = (size_t)hm_random_below(random, (int32_t)size);
        size_t length = size;
        memcpy(copy, bytes, size);
        switch (hm_random_below(random, 3)) {
        case 0:
            copy[at] = marks[hm_random_below(random, sizeof marks - 1)];
            break;
        case 1:
            memmove(copy + at, copy + at + 1, size - at - 1);
            length--;
            break;
        default:
            memmove(copy + at + 1, copy + at, size - at);
            copy[at] = marks[hm_random_below(random, sizeof marks - 1)];
            length++;
            break;
        }
        (void)compare(name, copy, length);
    }
    free(copy);
}

static void survives_the_corpus(void **state)
{
    (void)state;
    static const char folder[] = HM_TEST_SOURCE_ROOT "/tests/fuzz/corpus/case";
    hm_random random = hm_random_seed(hm_test_seed(20170412));
    DIR *list = opendir(folder);
    int32_t files = 0;
    assert_non_null(list);
    for (struct dirent *entry; (entry = readdir(list)) != NULL;) {
        char path[1024];
        size_t size = 0;
        (void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] == '.') {
            continue;
        }
        char *bytes = load(path, &size);
        (void)compare(entry->d_name, bytes, size);
        mutate(&random, entry->d_name, bytes, size, 12);
        files++;
    }
    (void)closedir(list);
    assert_true(files > 10);
    for (size_t i = 0; i < sizeof tricky / sizeof *tricky; i++) {
        mutate(&random, "a tricky document", tricky[i], strlen(tricky[i]), 60);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_projects_files),
        cmocka_unit_test(never_reads_otherwise),
        cmocka_unit_test(refuses_by_name),
        cmocka_unit_test(survives_the_corpus),
    };
    return hm_test_run(tests);
}
