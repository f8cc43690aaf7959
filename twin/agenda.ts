/** What is due on which day: numbers only, eight bytes each, so that ten million customers leave some forty megabytes. */

export class Agenda {
  private readonly days = new Map<number, number[]>()

  add(day: number, code: number): void {
    const list = this.days.get(day)
    if (list === undefined) this.days.set(day, [code])
    else list.push(code)
  }

  /** Hands out a day's codes and forgets them. */
  take(day: number): readonly number[] {
    const list = this.days.get(day)
    this.days.delete(day)
    return list ?? []
  }
}
