/** Header names compared without case, blanks, brackets' content and marks: `手机号码(必填)` is `手机号码`. */
export const normalHeader = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\((?:必填|选填|可选|required|optional|\*)\)|[[【].*?[\]】]/g, '')
    .replace(/[\s_\-./:*#'"()]/g, '')

/** Latin headers by their words, so that `Do Not Email` does not hold a `note`: ` do not email `. */
export const headerWords = (header: string): string =>
  ` ${header
    .normalize('NFKC')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `
