export const places = ['lampedusa', 'agios-athanasios', 'traiskirchen', 'crnomelj', 'constanta', 'kasad', 'burgas', 'north-aegean'] as const;
export type Place = (typeof places)[number];

// Eight scenes of shapes in the installation's colours. No people, no boats: a place, not an event.
const scenes: Record<Place, string> = {
  lampedusa:
    '<circle class="sn" cx="228" cy="34" r="17"/>' +
    '<path class="s1" d="M0 82c40-12 76-26 120-26 60 0 84 16 130 18 30 2 50-2 70-4v30H0Z"/>' +
    '<path class="s2" d="M96 84c12-12 30-20 52-20 30 0 52 10 78 20Z"/>' +
    '<path class="wh" d="M148 64l3-38h14l3 38Z"/><path class="s2" d="M149.400 46h17.200l.9 9h-19Z"/><path class="s3" d="M148 20h20v6h-20zM152 12h12v8h-12zM158 5l8 7h-16Z"/><path class="sn" d="M155 14h6v5h-6z"/>' +
    '<path class="s2" d="M0 84h320v36H0Z"/><path class="lt" d="M20 96c8-5 16-5 24 0s16 5 24 0 16-5 24 0M212 94c8-5 16-5 24 0s16 5 24 0 16-5 24 0M112 108c8-5 16-5 24 0s16 5 24 0 16-5 24 0" opacity=".55"/>',
  'agios-athanasios':
    '<path class="s1" d="M0 96h320v24H0Z"/><path class="ln" d="M40 8h240"/>' +
    '<path class="ln" d="M82 8l-14 20M82 8l14 20M160 8l-16 14M160 8l16 14M238 8l-14 20M238 8l14 20"/>' +
    '<rect class="s2" x="52" y="28" width="60" height="56" rx="4"/><rect class="wh" x="58" y="34" width="48" height="44"/><circle class="sn" cx="82" cy="52" r="9"/><path class="s2" d="M64 78a18 15 0 0 1 36 0Z"/>' +
    '<rect class="s3" x="124" y="22" width="72" height="68" rx="4"/><rect class="s0" x="131" y="29" width="58" height="54"/><path class="ok" d="M136 83a24 20 0 0 1 48 0Z"/><circle class="s3" cx="160" cy="50" r="11"/><path class="sn" d="M147 50a13 13 0 0 1 26 0c-4-5-10-7-13-7s-9 2-13 7Z"/>' +
    '<rect class="s2" x="208" y="28" width="60" height="56" rx="4"/><rect class="wh" x="214" y="34" width="48" height="44"/><path class="sn" d="M222 78a16 14 0 0 1 32 0Z"/><circle class="s2" cx="238" cy="53" r="9"/>' +
    '<path class="s2" d="M70 104h180v4H70zM84 108h5v12h-5zM231 108h5v12h-5z"/>',
  traiskirchen:
    '<circle class="sn" cx="74" cy="32" r="15"/><path class="s1" d="M0 88c40-30 92-38 140-26s110-22 180-10v40H0Z"/>' +
    '<path class="ok" d="M0 120V94c60-14 240-14 320 0v26Z" opacity=".22"/>' +
    '<path class="ln" d="M-20 120C43 104 70 96 92 88"/><path class="ln" d="M20 120C69 104 90 96 107 88"/><path class="ln" d="M60 120C95 104 110 96 122 88"/><path class="ln" d="M100 120C121 104 130 96 137 88"/><path class="ln" d="M220 120C199 104 190 96 183 88"/><path class="ln" d="M260 120C225 104 210 96 198 88"/><path class="ln" d="M300 120C251 104 230 96 213 88"/><path class="ln" d="M340 120C277 104 250 96 228 88"/>' +
    '<path class="s2" d="M122 90V58h76v32Z"/><path class="s3" d="M112 60l48-34 48 34Z"/><path class="s3" d="M178 26h9v14h-9z"/><path class="sn" d="M132 66h20v14h-20zM168 66h20v24h-20z"/><path class="lt" d="M142 66v14M132 73h20"/>' +
    '<path class="sn" d="M188 70l62-26v52l-62-8Z" opacity=".45"/>',
  crnomelj:
    '<circle class="sn" cx="248" cy="30" r="14"/><path class="s1" d="M0 100V74c56-22 110-18 160-8s112 4 160-10v44Z"/>' +
    '<circle class="ok" cx="66" cy="38" r="16"/><circle class="ok" cx="54" cy="48" r="12"/><circle class="ok" cx="79" cy="47" r="12"/><path class="wh" d="M62 38h9V100h-9Z"/><path class="s3" d="M62 57h4v2.500h-4zM66 69h5v2.500h-5zM62 81h4v2.500h-4z"/>' +
    '<circle class="ok" cx="96" cy="52" r="12"/><circle class="ok" cx="86" cy="60" r="9"/><circle class="ok" cx="106" cy="59" r="9"/><path class="wh" d="M92 52h8V100h-8Z"/><path class="s3" d="M92 66h4v2.500h-4zM95 76h5v2.500h-5zM92 86h4v2.500h-4z"/>' +
    '<circle class="ok" cx="240" cy="46" r="14"/><circle class="ok" cx="230" cy="55" r="10"/><circle class="ok" cx="251" cy="54" r="10"/><path class="wh" d="M236 46h9V100h-9Z"/><path class="s3" d="M236 62h4v2.500h-4zM240 73h5v2.500h-5zM236 84h4v2.500h-4z"/>' +
    '<path class="s2" d="M0 98h320v22H0Z"/>' +
    '<path class="s3" d="M112 100c0-8 4-12 10-14 20-6 56-6 76 0 6 2 10 6 10 14h-12a14 14 0 0 0-28 0h-16a14 14 0 0 0-28 0Z"/><path class="sn" d="M118 84h3v-8h-3zM142 80h3v-8h-3zM175 80h3v-8h-3zM199 84h3v-8h-3z"/><path class="s3" d="M114 75c30-8 62-8 92 0v3c-30-8-62-8-92 0Z"/>' +
    '<path class="lt" d="M24 110c8-4 16-4 24 0s16 4 24 0M240 108c8-4 16-4 24 0s16 4 24 0" opacity=".55"/>',
  constanta:
    '<circle class="sn" cx="262" cy="30" r="14"/><path class="s1" d="M0 92c60-18 110-20 160-14s110 8 160-4v46H0Z"/>' +
    '<path class="s2" d="M92 96V56h136v40Z"/><path class="s2" d="M118 58c0-26 18-42 42-42s42 16 42 42Z"/><path class="s3" d="M156 6h8v12h-8zM88 52h34v6H88zM198 52h34v6h-34z"/>' +
    '<path class="s0" d="M128 82a32 32 0 0 1 64 0Z"/>' +
    '<path class="ln" d="M160 82L187.0 69.0"/><path class="ln" d="M160 82L178.6 58.5"/><path class="ln" d="M160 82L166.6 52.7"/><path class="ln" d="M160 82L153.5 52.7"/><path class="ln" d="M160 82L141.4 58.5"/><path class="ln" d="M160 82L133.0 68.9"/>' +
    '<path class="sn" d="M152 82a8 8 0 0 1 16 0Z"/>' +
    '<path class="sn" d="M100 66h12v14h-12zM208 66h12v14h-12z"/><path class="s3" d="M76 90h168v8H76z"/>' +
    '<path class="wh" d="M82 98h156v4H82z"/><path class="s2" d="M0 104h320v16H0Z"/><path class="lt" d="M40 112c8-4 16-4 24 0s16 4 24 0 16-4 24 0 16-4 24 0M196 112c8-4 16-4 24 0s16 4 24 0 16-4 24 0" opacity=".55"/>',
  kasad:
    '<circle class="sn" cx="66" cy="30" r="14"/><path class="s1" d="M0 96V78c70-16 140-8 200-12s90-10 120-4v34Z"/>' +
    '<path class="s3" d="M150 96V48h24v48Z"/><path class="s3" d="M148 50l14-40 14 40Z"/><path class="sn" d="M157 58h10v12h-10z"/>' +
    '<path class="s2" d="M60 96V72l19-15 19 15V96Z"/><path class="sn" d="M68 78h8v8h-8zM83 78h8v8h-8z"/>' +
    '<path class="s2" d="M104 96V68l20-17 20 17V96Z"/><path class="sn" d="M112 74h8v9h-8zM128 74h8v9h-8z"/>' +
    '<path class="s2" d="M182 96V68l21-17 21 17V96Z"/><path class="sn" d="M190 74h8v9h-8zM207 74h8v9h-8z"/>' +
    '<path class="s2" d="M230 96V74l18-14 18 14V96Z"/><path class="sn" d="M237 80h7v7h-7zM252 80h7v7h-7z"/>' +
    '<path class="ok" d="M0 96h320v24H0Z" opacity=".28"/><path class="ln" d="M0 104c100-5 220-5 320 0M0 113c100-6 220-6 320 0"/>',
  burgas:
    '<path class="s1" d="M0 86c60-14 120-10 170-6s100 2 150-6v46H0Z"/><path class="s2" d="M0 100h320v20H0Z"/>' +
    '<path class="s3" d="M40 88h240v7H40zM60 95h6v17h-6zM106 95h6v17h-6zM152 95h6v17h-6zM198 95h6v17h-6zM244 95h6v17h-6z"/>' +
    '<path class="s2" d="M98 88V62a28 28 0 0 1 56 0v26h-11V64a17 17 0 0 0-34 0v24Z"/><path class="sn" d="M120 88V72h12v16Z"/>' +
    '<path class="s2" d="M176 20h62a9 9 0 0 1 9 9v22a9 9 0 0 1-9 9h-40l-14 13V60h-8a9 9 0 0 1-9-9V29a9 9 0 0 1 9-9Z"/><path class="lt" d="M180 34h54M180 46h36"/>' +
    '<path class="sn" d="M78 28h32a8 8 0 0 1 8 8v8a8 8 0 0 1-8 8h-4v9l-10-9H78a8 8 0 0 1-8-8v-8a8 8 0 0 1 8-8Z"/>' +
    '<path class="lt" d="M12 111c8-4 16-4 24 0M272 111c8-4 16-4 24 0" opacity=".55"/>',
  'north-aegean':
    '<circle class="sn" cx="262" cy="28" r="14"/><path class="s1" d="M0 92c20-18 44-30 66-30s30 12 48 24c20-40 60-64 96-60 46 6 76 34 110 60v10H0Z"/>' +
    '<path class="s2" d="M70 92c24-16 54-24 88-24s66 8 92 24Z"/>' +
    '<path class="wh" d="M140 72l4-34h24l4 34Z"/><path class="s3" d="M141 39l15-15 15 15Z"/><path class="s2" d="M152 58h8v14h-8z"/>' +
    '<path class="sn" d="M156 36L182.1 43.0 174.0 50.6ZM156 36L163.0 62.1 152.4 58.9ZM156 36L136.9 55.1 134.3 44.3ZM156 36L129.9 29.0 138.0 21.4ZM156 36L149.0 9.9 159.6 13.1ZM156 36L175.1 16.9 177.7 27.7Z"/><circle class="s3" cx="156" cy="36" r="3"/>' +
    '<path class="wh" d="M98 80h15v12H98zM202 78h16v14h-16zM220 84h11v8h-11z"/><path class="sn" d="M103 85h5v7h-5zM208 84h5v8h-5z"/>' +
    '<path class="s2" d="M0 92h320v28H0Z"/><path class="lt" d="M30 104c8-5 16-5 24 0s16 5 24 0M150 110c8-5 16-5 24 0s16 5 24 0M240 104c8-5 16-5 24 0s16 5 24 0" opacity=".55"/>',
};

const isPlace = (value: string): value is Place => (places as readonly string[]).includes(value);

/** The picture of a programme, by its place. Decoration: the title stands beside it. */
export function Cover({ place }: { place: string }) {
  return (
    <svg
      class="art"
      viewBox="0 0 320 120"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      focusable="false"
      dangerouslySetInnerHTML={{ __html: scenes[isPlace(place) ? place : 'lampedusa'] }}
    />
  );
}
