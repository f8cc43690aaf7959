import { createTransport } from 'nodemailer'
import type { Config } from './config.ts'

export type Message = { to: string; subject: string; text: string; html?: string }

/** Outgoing mail. `ready` is false without SMTP_URL, and then nothing may be sent. */
export type Mail = { ready: boolean; publicUrl: string; send(message: Message): Promise<void>; close(): void }

const timeoutMs = 15_000

export function openMail({ smtpUrl, smtpFrom, publicUrl, host, port }: Config): Mail {
  const address = (publicUrl ?? `http://${host}:${port}`).replace(/\/$/, '')
  if (!smtpUrl)
    return {
      ready: false,
      publicUrl: address,
      send: () => Promise.reject(new Error('SMTP_URL is not set')),
      close: () => {},
    }
  const transport = createTransport(smtpUrl, { from: smtpFrom })
  Object.assign(transport.options, {
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  })
  return {
    ready: true,
    publicUrl: address,
    // A line break in a subject would start a header of its own.
    send: async ({ to, subject, text, html }) =>
      void (await transport.sendMail({ to, subject: subject.replace(/[\r\n]+/g, ' '), text, html })),
    close: () => transport.close(),
  }
}
