/** The same keys in another language: a missing or superfluous string is a type error. */
export type Translation<Messages> = {
  [Key in keyof Messages]: Messages[Key] extends string ? string : Translation<Messages[Key]>
}
