// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * links_alone.c - linked with all of one module and what stands below it.
 * That it links is the test.
 */
int main(void)
{
    return 0;
}
