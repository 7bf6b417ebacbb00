/** A name without what differs between ways of writing it: case, æ as ae, spaces and hyphens as _, no full stop at its end. */
export const folded = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'oe')
    .replaceAll('å', 'aa')
    .trim()
    .replace(/\.$/, '')
    .replace(/[\s-]+/g, '_');
