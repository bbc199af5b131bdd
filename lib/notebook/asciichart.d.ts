// The package asciichart comes without types: what `chart` uses of it.

declare module "asciichart" {
  interface PlotConfig {
    readonly min?: number;
    readonly max?: number;
    /** Steps between `min` and `max`: the plot has one line more. */
    readonly height?: number;
    /** Columns up to and with the axis. */
    readonly offset?: number;
    /** The label of a line. */
    readonly format?: (value: number) => string;
  }

  export function plot(
    series: readonly number[] | readonly (readonly number[])[],
    config?: PlotConfig,
  ): string;

  export function colored(text: string, color: string | undefined): string;

  export const blue: string;
  export const cyan: string;
  export const green: string;
  export const magenta: string;
  export const red: string;
}
