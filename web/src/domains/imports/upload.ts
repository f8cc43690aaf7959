import { createImport, type ImportDetail } from '../../../../contract/imports.ts'
import type { Problem } from '../../../../contract/problem.ts'
import { ProblemError } from '../../app/client.ts'
import { currentLanguage } from '../../app/i18n.ts'

export type Sent = { kind?: string; source?: string }

const refusalOf = (request: XMLHttpRequest): ProblemError => {
  const lost: Problem = { type: 'about:blank', title: '', status: 0, code: 'offline', requestId: '-' }
  if (request.status === 0) return new ProblemError(lost)
  try {
    return new ProblemError(JSON.parse(request.responseText) as Problem)
  } catch {
    const title = `${request.status} ${request.statusText}`.trim()
    return new ProblemError({ ...lost, title, status: request.status, code: `http.${request.status}` })
  }
}

/** Sends one file with its progress, which `fetch` does not tell; an abort rejects with `AbortError`. */
export const upload = (
  file: File,
  { kind, source }: Sent,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<ImportDetail> =>
  new Promise((resolve, reject) => {
    const form = new FormData()
    // The server reads the words before the file, so they go first.
    if (kind) form.append('kind', kind)
    if (source) form.append('source', source)
    form.append('file', file)
    const request = new XMLHttpRequest()
    request.open(createImport.method, createImport.path)
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('accept-language', currentLanguage())
    request.setRequestHeader('x-ringroad', '1')
    request.setRequestHeader('idempotency-key', crypto.randomUUID())
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () =>
      request.status < 300
        ? resolve(JSON.parse(request.responseText) as ImportDetail)
        : reject(refusalOf(request))
    request.onerror = () => reject(refusalOf(request))
    request.onabort = () => reject(new DOMException('', 'AbortError'))
    signal.addEventListener('abort', () => request.abort())
    request.send(form)
  })
