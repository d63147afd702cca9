import { z } from 'zod'
import { MIN_PASSWORD_LENGTH } from '#lib/people/password.ts'

export const PersonName = z.string().trim().min(1).max(200)
export const Email = z.string().trim().toLowerCase().max(320).pipe(z.email())
const Password = z.string().min(MIN_PASSWORD_LENGTH).max(1000)
const Token = z.string().min(1).max(200)

export const SetUp = z.object({ token: Token, name: PersonName, email: Email, password: Password })
export const Acceptance = z.object({ token: Token, password: Password })
