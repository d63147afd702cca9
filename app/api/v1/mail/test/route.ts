import { noContent } from '#lib/http/answer.ts'
import { methods, signedIn } from '#lib/http/route.ts'
import { sendTestMail } from '#lib/notices/mail/test-mail.ts'

/** An e-mail to the deployment administrator who asks for it. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: signedIn({}, async ({ actor }) => {
    await sendTestMail(actor)
    return noContent()
  }),
})
