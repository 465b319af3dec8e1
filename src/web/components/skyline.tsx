// A row of European roofs: step gable, cottage, campanile, temple front, dome, town house. It takes the colour of the installation.
const roofs =
  '<circle class="sun" cx="452" cy="92" r="46"/>' +
  '<path class="a" d="M0 300c40-44 108-86 190-74s140 12 210-16 150-34 240-6v96Z"/>' +
  '<path class="b" d="M36 300V190h10v-16h10v-16h10v-16h12v-12h14v12h12v16h10v16h10v16h10v110Z"/>' +
  '<path class="w" d="M58 204h12v18H58zM80 204h12v18H80zM102 204h12v18h-12zM58 238h12v18H58zM102 238h12v18h-12zM80 174h12v16H80z"/>' +
  '<path class="a" d="M142 300V224l42-34 42 34v76Z"/><path class="w" d="M176 232h16v22h-16z"/>' +
  '<path class="b" d="M238 300V118l22-42 22 42v182Z"/><path class="g" d="M250 132a10 10 0 0 1 20 0v22h-20zM234 168h52v6h-52zM254 262a6 6 0 0 1 12 0v38h-12z"/><circle class="w" cx="260" cy="196" r="9"/>' +
  '<path class="a" d="M292 300V236h100v64Z"/><path class="b" d="M284 238l58-34 58 34v8H284zM300 250h12v50h-12zM324 250h12v50h-12zM348 250h12v50h-12zM372 250h12v50h-12z"/>' +
  '<path class="b" d="M418 300v-88h112v88ZM428 214a46 46 0 0 1 92 0ZM470 150h8v24h-8z"/>' +
  '<path class="g" d="M436 232a8 8 0 0 1 16 0v24h-16zM466 232a8 8 0 0 1 16 0v24h-16zM496 232a8 8 0 0 1 16 0v24h-16z"/><path class="w" d="M466 300v-18a8 8 0 0 1 16 0v18z"/>' +
  '<path class="a" d="M544 300V202h76v98Z"/><path class="b" d="M536 204l46-50 46 50Z"/><path class="w" d="M558 220h14v18h-14zM592 220h14v18h-14zM558 254h14v18h-14z"/><path class="g" d="M592 258h14v42h-14z"/>';

/** `quiet`: as a footer of plain pages, without the sun. */
export function Skyline({ quiet }: { quiet?: boolean }) {
  return (
    <svg
      class={quiet ? 'sky sky-quiet' : 'sky'}
      viewBox="0 0 640 300"
      aria-hidden="true"
      focusable="false"
      preserveAspectRatio="xMaxYMax meet"
      dangerouslySetInnerHTML={{ __html: roofs }}
    />
  );
}
