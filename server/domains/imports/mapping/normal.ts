/** Header names compared without case, blanks, brackets' content and marks: `手机号码(必填)` is `手机号码`. */
export const normalHeader = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\((?:必填|选填|可选|required|optional|\*)\)|[[【].*?[\]】]/g, '')
    .replace(/[\s_\-./:*#'"()]/g, '')
