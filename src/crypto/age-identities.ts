/** The identities in the text of an identity file: a line each, without comments and empty lines. */
export function parseAgeIdentities(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
