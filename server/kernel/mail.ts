import { PassThrough } from 'node:stream'
import { createTransport } from 'nodemailer'
import type { Config } from './config.ts'

export type Attached = { name: string; type: string; body: Buffer }
export type Message = {
  to: string
  subject: string
  text: string
  html?: string
  /** Where one unsubscribes: mail programs offer it beside the sender. */
  unsubscribe?: string
  /** The same for the same mail: should one come twice, mail programs show it once. */
  id?: string
  attached?: readonly Attached[]
}

/** Outgoing mail. `ready` is false without SMTP_URL, and then nothing may be sent. */
export type Mail = {
  ready: boolean
  publicUrl: string
  /** @throws MailError with what became of it */
  send(message: Message): Promise<void>
  close(): void
}

/**
 * `later`: it was not taken, another time it may be. `never`: this address is not taken. `unknown`: it was handed over whole and
 * the answer did not come, so that it may have arrived.
 */
export class MailError extends Error {
  readonly outcome: 'later' | 'never' | 'unknown'
  constructor(message: string, outcome: MailError['outcome']) {
    super(message)
    this.outcome = outcome
  }
}

const timeoutMs = 15_000

export function openMail({ smtpUrl, smtpFrom, publicUrl, host, port }: Config): Mail {
  const address = (publicUrl ?? `http://${host}:${port}`).replace(/\/$/, '')
  if (!smtpUrl || !smtpFrom)
    return {
      ready: false,
      publicUrl: address,
      send: () => Promise.reject(new Error('SMTP_URL is not set')),
      close: () => {},
    }
  const open = new Set<{ close(): void }>()
  return {
    ready: true,
    publicUrl: address,
    async send(message) {
      const { transport, isHandedOver } = transportTo(smtpUrl)
      open.add(transport)
      try {
        await transport.sendMail({ from: smtpFrom, ...written(message, new URL(address).hostname) })
      } catch (error) {
        throw new MailError((error as Error).message, outcomeOf(error as SmtpError, isHandedOver()))
      } finally {
        open.delete(transport)
        transport.close()
      }
    },
    close: () => {
      for (const transport of open) transport.close()
    },
  }
}

/** One for each mail, as a connection is: it knows whether the whole of it was handed over. */
function transportTo(smtpUrl: string) {
  const { username, searchParams } = new URL(smtpUrl)
  // A password does not go out in the clear, not even when somebody on the way leaves STARTTLS out of the answer.
  const mustEncrypt = username !== '' && searchParams.get('ignoreTLS') !== 'true'
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    ...(mustEncrypt && { requireTLS: true }),
  })
  let handedOver = false
  transport.use('stream', (mail, done) => {
    const last = () =>
      new PassThrough({
        flush(end) {
          handedOver = true
          end()
        },
      })
    mail.message.transform(last)
    done()
  })
  return { transport, isHandedOver: () => handedOver }
}

function written({ to, subject, text, html, unsubscribe, id, attached = [] }: Message, domain: string) {
  return {
    // One address whatever stands in it: as text a comma would make two of it.
    to: { name: '', address: to },
    // A line break in a subject would start a header of its own.
    subject: subject.replace(/[\r\n]+/g, ' '),
    text,
    html,
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...(id && { messageId: `<${id}@${domain}>` }),
    ...(unsubscribe && { list: { unsubscribe } }),
    attachments: attached.map(({ name, type, body }) => ({
      filename: name.replace(/[\p{Cc}"\\/:*?<>|]+/gu, ' '),
      contentType: type,
      content: body,
    })),
  }
}

type SmtpError = Error & { command?: string; responseCode?: number }
function outcomeOf({ command, responseCode }: SmtpError, handedOver: boolean): MailError['outcome'] {
  if (responseCode === undefined) return handedOver ? 'unknown' : 'later'
  return command === 'RCPT TO' && responseCode >= 500 ? 'never' : 'later'
}
