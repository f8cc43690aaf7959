/** How many times: three figures at most, thousands grouped. */
export const timesIn = (times: number): string =>
  times >= 100
    ? Math.round(times).toLocaleString('en-US')
    : times >= 10
      ? times.toFixed(0)
      : times.toFixed(1).replace(/\.0$/, '')

/** A share one can picture: 42 %, 3.1 %, and below a hundredth how many it takes for one. */
export const pictured = (share: number): { percent: string } | { oneIn: string } =>
  share >= 0.01
    ? { percent: `${(share * 100).toFixed(share >= 0.1 ? 0 : 1)}%` }
    : { oneIn: Math.round(1 / Math.max(share, 1e-12)).toLocaleString('en-US') }

/** 4,096 to 1: the odds a weight stands for; below zero the other way round, 1 to 4. */
export const oddsIn = (bits: number): string =>
  bits < 0 ? `1 : ${timesIn(2 ** -bits)}` : `${timesIn(2 ** bits)} : 1`
