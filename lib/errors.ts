/** An error that a caller may be told about. `code` is stable; what it means over HTTP is decided in lib/http/problem.ts. */
export class DomainError extends Error {
  static readonly code: string = 'Error'
  readonly issues: Issue[]

  constructor(message: string, issues: Issue[] = []) {
    super(message)
    this.name = new.target.name
    this.issues = issues
  }

  get code(): string {
    return (this.constructor as typeof DomainError).code
  }
}

/** Where a body or query is wrong: `path` in dots ("rule.all.0.operator"), empty for the whole. */
export type Issue = { path: string; message: string }

/** Not JSON, or it does not fit the schema. */
export class Invalid extends DomainError {
  static override readonly code = 'InvalidRequest'
}

export class Unauthenticated extends DomainError {
  static override readonly code = 'Unauthenticated'
}

export class Forbidden extends DomainError {
  static override readonly code = 'Forbidden'
}

/** Not there, or another instance's: the two are never told apart. */
export class NotFound extends DomainError {
  static override readonly code = 'NotFound'
}

export class MethodNotAllowed extends DomainError {
  static override readonly code = 'MethodNotAllowed'
}

export class NameTaken extends DomainError {
  static override readonly code = 'NameTaken'
}

export class TooLarge extends DomainError {
  static override readonly code = 'TooLarge'
}

export class UnsupportedMediaType extends DomainError {
  static override readonly code = 'UnsupportedMediaType'
}

/** Fits the schema, but the reference, callback or state is not acceptable. */
export class Unprocessable extends DomainError {
  static override readonly code = 'Unprocessable'
}

export class TooManyRequests extends DomainError {
  static override readonly code = 'TooManyRequests'
  readonly retryAfterSeconds: number

  constructor(message: string, retryAfterSeconds: number) {
    super(message)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The service itself is not ready: starting, stopping, or without its database. */
export class Unavailable extends DomainError {
  static override readonly code = 'Unavailable'
}
