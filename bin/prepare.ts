import { buildIfChanged, generateIfChanged } from '#bin/build.ts'
import { program } from '#bin/settings.ts'

// What a web needs before it can serve, made where its sources have changed.
await program(async () => {
  const step = (text: string) => console.log(`${text}…`)
  await generateIfChanged(step)
  await buildIfChanged(step)
})
