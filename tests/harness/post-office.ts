import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export type Part = { type: string; name: string | null; body: Buffer }
export type Letter = {
  from: string
  to: string[]
  raw: string
  head: Map<string, string>
  parts: Part[]
  secure: boolean
}
export type PostOffice = {
  port: number
  letters: Letter[]
  /** What is asked of the server in its next conversations; answers with an error refuse. */
  refusing: { to?: number; letter?: number; hangUp?: boolean }
  close(): Promise<void>
}

/** A real mail server on loopback that keeps what it is given. */
export async function openPostOffice(options: SMTPServerOptions = {}): Promise<PostOffice> {
  const office: PostOffice = { port: 0, letters: [], refusing: {}, close: async () => {} }
  const refusal = (responseCode: number) => Object.assign(new Error('refused'), { responseCode })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    ...options,
    onRcptTo: (_address, _session, done) =>
      done(office.refusing.to ? refusal(office.refusing.to) : undefined),
    async onData(stream, { envelope, secure }, done) {
      const raw = (await buffer(stream)).toString('latin1')
      if (office.refusing.letter) return done(refusal(office.refusing.letter))
      const from = envelope.mailFrom ? envelope.mailFrom.address : ''
      office.letters.push({
        from,
        to: envelope.rcptTo.map(({ address }) => address),
        raw,
        secure,
        ...read(raw),
      })
      if (office.refusing.hangUp) {
        for (const one of server.connections) one.close()
        return
      }
      done()
    },
  })
  server.on('error', () => {})
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  office.port = (server.server.address() as AddressInfo).port
  office.close = () => new Promise((done) => server.close(done))
  return office
}

/** Headers by small name, and the leaves of a letter, decoded: as far as what we send needs it. */
function read(raw: string): { head: Map<string, string>; parts: Part[] } {
  const end = raw.indexOf('\r\n\r\n')
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const head = new Map(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      worded(line.slice(line.indexOf(':') + 1).trim()),
    ]),
  )
  const body = raw.slice(end + 4)
  const type = head.get('content-type') ?? 'text/plain'
  const boundary = /boundary="([^"]+)"/.exec(type)?.[1]
  if (!boundary) return { head, parts: [leaf(head, type, body)] }
  const inner = body.split(`--${boundary}`).slice(1, -1)
  return { head, parts: inner.flatMap((part) => read(part.replace(/^\r\n/, '')).parts) }
}

function leaf(head: Map<string, string>, type: string, body: string): Part {
  const encoding = head.get('content-transfer-encoding')
  const decoded =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : Buffer.from(encoding === 'quoted-printable' ? quoted(body.replace(/=\r\n/g, '')) : body, 'latin1')
  const disposition = head.get('content-disposition') ?? ''
  // A long name in another script comes in pieces.
  const pieces = [...disposition.matchAll(/filename\*\d+\*?="?([^;"]+)/g)].map(([, piece]) => piece)
  const name = pieces.length > 0 ? pieces.join('') : /filename="?([^";]+)/.exec(disposition)?.[1]
  return {
    type: type.split(';')[0]!,
    name: name === undefined ? null : decodeURIComponent(name.replace(/^utf-8''/i, '')),
    body: decoded,
  }
}

const quoted = (text: string) =>
  text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
const worded = (text: string) =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, how: string, given: string) =>
      Buffer.from(
        how.toLowerCase() === 'b'
          ? Buffer.from(given, 'base64')
          : Buffer.from(quoted(given.replaceAll('_', ' ')), 'latin1'),
      ).toString('utf8'),
    )
