import { open, signInWithPassword, text } from '#components/account/sign-in.ts'
import { ApiProblem, send } from '#components/api.ts'

/**
 * Sends a form that ends in a new password, and signs in with it.
 * @returns the problem of the API; undefined where it worked, and the console is being opened.
 */
export async function sendNewPassword(path: string, token: string, values: FormData): Promise<ApiProblem | undefined> {
  try {
    const body = { token, ...Object.fromEntries(values) }
    const { email } = await send<{ email: string }>('POST', path, body)
    const refused = await signInWithPassword(email, text(values, 'password'))
    open(refused ? '/sign-in' : '/')
  } catch (error) {
    if (error instanceof ApiProblem) return error
    throw error
  }
}
