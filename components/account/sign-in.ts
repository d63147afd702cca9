/** Signs in with a password. @returns undefined once signed in, else next-auth's or our name of the reason. */
export async function signInWithPassword(email: string, password: string): Promise<string | undefined> {
  const { signIn } = await import('next-auth/react')
  const answer = await signIn('credentials', { email, password, redirect: false })
  return answer?.ok ? undefined : (answer?.error ?? 'Other')
}

/** Opens a page anew, so that nothing of the time before signing in stays. */
export const open = (path: string) => location.assign(path)

export const text = (values: FormData, name: string) => String(values.get(name) ?? '')
