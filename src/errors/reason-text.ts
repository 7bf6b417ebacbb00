/** What the operating system's codes mean to a person who named a path. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EISDIR: 'a folder',
  EEXIST: 'something else of that name',
  ENOTDIR: 'a path through something that is no folder',
  EACCES: 'no permission',
  EPERM: 'no permission',
  ENOSPC: 'no space left',
  EROFS: 'a file system that cannot be written',
  ELOOP: 'links that lead round in a circle',
  ENAMETOOLONG: 'a name that is too long',
};

/** A code of the operating system in words, the code behind it; anything else as it is. */
export const reasonText = (reason: string): string => {
  const text = REASONS[reason];
  return text === undefined ? reason : `${text} (${reason})`;
};
