/** Made by crypt4gh 1.8.6 (PyPI): a key pair, its secret key locked with «hemmelig», and a file to it. For tests only. */
export const publicKey = `-----BEGIN CRYPT4GH PUBLIC KEY-----
KhmYaaHVaGogr3Zs1gtiUUbfYJjaKPd8YluGN4g2DyQ=
-----END CRYPT4GH PUBLIC KEY-----
`;

export const openKey = `-----BEGIN CRYPT4GH PRIVATE KEY-----
YzRnaC12MQAEbm9uZQAEbm9uZQAgS6Y00Tfv8oSwViklcZXi6WYt2FkCfejaE+NaK8NOZRs=
-----END CRYPT4GH PRIVATE KEY-----
`;

export const lockedKey = `-----BEGIN CRYPT4GH PRIVATE KEY-----
YzRnaC12MQAGc2NyeXB0ABQAAAAAIb05cOmyQOH2lCCpxn4eEgARY2hhY2hhMjBfcG9seTEzMDUAPPwZgvmpcKAgn3uS5tXNaLLjUU7k3B+sSmUd2SVtjMbit+kL72RVHrOlNGQ8uC8BPSe2+fiwr2F1sid2DgAEdGVzdA==
-----END CRYPT4GH PRIVATE KEY-----
`;

export const fileOfOther =
  'Y3J5cHQ0Z2gBAAAAAQAAAGwAAAAAAAAAKhmYaaHVaGogr3Zs1gtiUUbfYJjaKPd8YluGN4g2DyRZQW6tgZecaAHAYnJjnnfvF8xRItGtjJXFTRSxYh2P0nM+QLsMNbtfrZf7MYbQ8Pc15fQsdN77cwcu6Q25GGHY4CGx1IGz+8fn2SZsomVwvuIVDlb9Di8oQX7P2KBfPIdGJoX6kx2iG7i5StHqji1aUw==';

export const textOfOther = 'Blåbærsyltetøy';
