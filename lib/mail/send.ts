import { createTransport, type Transporter } from 'nodemailer'
import { config } from '#lib/config.ts'
import { Unprocessable } from '#lib/errors.ts'
import { remember } from '#lib/remember.ts'

export type Letter = {
  to: { name: string; address: string }
  subject: string
  text: string
  html: string
}

const CONNECT_TIMEOUT_MS = 10_000
const SILENCE_TIMEOUT_MS = 20_000
/** Of the whole sending: shorter than a claim of the outbox lasts. */
const DEADLINE_MS = 60_000

/**
 * Hands a letter to the mail server.
 * @throws MailRefused where the server would not take this letter, Unprocessable where there is none, or what the
 * connection failed with; no message holds the server's password
 */
export async function sendMail(letter: Letter) {
  try {
    await transport().sendMail({ ...letter, signal: AbortSignal.timeout(DEADLINE_MS) })
  } catch (error) {
    const { code, message } = error as Error & { code?: string }
    throw code === 'EENVELOPE' || code === 'EMESSAGE' ? new MailRefused(message) : error
  }
}

/** The server would not take this letter; another may fare better. */
export class MailRefused extends Error {}

const transport = (): Transporter =>
  remember('mail', () => {
    const { mail } = config()
    if (!mail) throw new Unprocessable('E-mail is not set up: the operator sets SMTP_URL and MAIL_FROM.')
    return createTransport(
      {
        url: mail.smtpUrl,
        connectionTimeout: CONNECT_TIMEOUT_MS,
        greetingTimeout: CONNECT_TIMEOUT_MS,
        socketTimeout: SILENCE_TIMEOUT_MS,
        disableFileAccess: true,
        disableUrlAccess: true,
      },
      // A machine's letter: nobody's absence assistant should answer it.
      { from: mail.from, headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' } },
    )
  })
