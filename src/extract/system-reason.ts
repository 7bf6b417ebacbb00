/** Why the operating system refused, as its short code (ENOENT, EACCES); nothing of a file's content. */
export function systemReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'an error without a code';
}
