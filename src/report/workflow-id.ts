import { sha256 } from '../base/sha256.ts';

/**
 * The name of a version of the program among data: a UUID of version 8 (RFC 9562) from its hash, so that the same version
 * has the same name in every delivery and in the Workflow RO-Crate of its source.
 */
export function workflowId({ navn, versjon }: { readonly navn: string; readonly versjon: string }): string {
  const hex = sha256(`${navn} ${versjon}`);
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return `urn:uuid:${groups.join('-')}`;
}
