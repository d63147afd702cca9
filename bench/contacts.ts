/** The lines of a CSV file of people, in no order. */
export function* contacts(rows: number) {
  const states = ['nsw', 'vic', 'qld', 'wa', '']
  yield 'id, name, address, postcode, state, born, age, balance, seen\n'
  for (let row = 0; row < rows; row++) {
    const some = (row * 7919) % rows
    const born = new Date(some * 2_500_000).toISOString().slice(0, 10)
    yield `c-${some}, name ${some % 9973}, ${some % 400} müller street, ${1000 + (some % 8999)}, ${states[some % 5]}, ${born}, ${some % 99}, ${(some / 97).toFixed(2)}, ${born}T10:20:30Z\n`
  }
}
