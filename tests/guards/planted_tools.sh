#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
#
# A planted fault for each tool of `make check-all`: planted_tools.sh ROOT
# Each command below must fail on its fault, and pass without it.
set -u
root=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp "$root/.clang-format" "$root/.clang-tidy" "$scratch"
cd "$scratch" || exit 1
status=0

# must fail|pass NAME COMMAND...
must()
{
    wanted=$1 name=$2
    shift 2
    if "$@" >output 2>&1; then
        result=pass
    else
        result=fail
    fi
    if [ "$result" != "$wanted" ]; then
        echo "$name: should $wanted"
        cat output
        status=1
    fi
}

sanitized()
{
    clang -w -O1 -fsanitize=address,undefined -fno-sanitize-recover=all \
        -fsanitize=float-cast-overflow "$1.c" -o "$1" && "./$1"
}

sanitizer_fault()
{
    printf '#include <stdlib.h>\nint main(int n, char **v)\n{ %s }\n' "$2" \
        >"$1.c"
    clang -w -O1 "$1.c" -o "$1" || status=1 # it is a program
    must "$3" "sanitizers on $1" sanitized "$1"
}

sanitizer_fault clean 'return v[0] == 0;' pass
sanitizer_fault overrun \
    'char *p = malloc(n); p[n] = 1; n = p[n]; free(p); return n - 1;' fail
sanitizer_fault leak 'void *volatile p = malloc(n); p = 0; return 0;' fail
sanitizer_fault overflow \
    'int volatile x = 2147483647; x = x + n; return 0;' fail
sanitizer_fault cast \
    'double volatile x = n * 1e300; int volatile i = (int)x; return 0;' fail

printf 'int hm_f(int x);\nint hm_f(int x)\n{\n    return x;\n}\n' >good.c
printf 'int hm_f(int x);\nint hm_f(int x) {\n  return x; }\n' >crooked.c
printf 'int hm_f(int x);\nint hm_f(int x)\n{\n    if (x)\n        return 1;
    return 0;\n}\n' >braces.c
printf 'int hm_f(int x);\nint hm_f(int x)\n{\n    int *p = 0;
    if (x > 3) {\n        return *p;\n    }\n    return 0;\n}\n' >null.c
formatter=$(command -v clang-format-14 || command -v clang-format)
must pass "clang-format" "$formatter" --dry-run --Werror good.c
must fail "clang-format" "$formatter" --dry-run --Werror crooked.c
must pass "clang-tidy" clang-tidy --quiet good.c -- -std=c11
must fail "clang-tidy on braces" clang-tidy --quiet braces.c -- -std=c11
must fail "clang-tidy on a null pointer" clang-tidy --quiet null.c -- -std=c11

# The strict builds are strict for every file.
for build in gcc clang; do
    if grep '"command":' "$root/build-check/$build/compile_commands.json" |
        grep -v -e '-Werror.*-Wshadow'; then
        echo "the $build build: files above are compiled without -Werror"
        status=1
    fi
done
exit $status
