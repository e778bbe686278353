package dev.outrigger.web.headers;

import java.util.HashMap;
import java.util.Map;

/** The types of files by the ends of their names, as IANA registers them where it does. */
final class FileTypes {
  // Text is sent as UTF-8; JSON and XML say their encoding themselves.
  private static final String TABLE =
      """
      text/html html htm
      text/css css
      text/javascript js mjs cjs
      text/plain txt text log conf ini
      text/markdown md markdown
      text/csv csv
      text/tab-separated-values tsv
      text/calendar ics
      text/vcard vcf
      text/vtt vtt
      application/json json map
      application/manifest+json webmanifest
      application/ld+json jsonld
      application/geo+json geojson
      application/yaml yaml yml
      application/toml toml
      application/xml xml xsl xsd
      application/xhtml+xml xhtml xht
      application/rss+xml rss
      application/atom+xml atom
      application/wasm wasm
      application/pdf pdf
      application/rtf rtf
      application/epub+zip epub
      application/sql sql
      application/zip zip
      application/gzip gz tgz
      application/zstd zst
      application/x-bzip2 bz2
      application/x-xz xz
      application/x-tar tar
      application/x-7z-compressed 7z
      application/vnd.rar rar
      application/java-archive jar
      application/msword doc
      application/vnd.ms-excel xls
      application/vnd.ms-powerpoint ppt
      application/vnd.openxmlformats-officedocument.wordprocessingml.document docx
      application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx
      application/vnd.openxmlformats-officedocument.presentationml.presentation pptx
      application/vnd.oasis.opendocument.text odt
      application/vnd.oasis.opendocument.spreadsheet ods
      application/vnd.oasis.opendocument.presentation odp
      image/svg+xml svg
      image/png png
      image/apng apng
      image/jpeg jpg jpeg jfif
      image/gif gif
      image/webp webp
      image/avif avif
      image/jxl jxl
      image/heic heic
      image/vnd.microsoft.icon ico
      image/bmp bmp
      image/tiff tif tiff
      font/woff woff
      font/woff2 woff2
      font/ttf ttf
      font/otf otf
      audio/mpeg mp3
      audio/mp4 m4a
      audio/aac aac
      audio/ogg ogg oga opus
      audio/flac flac
      audio/wav wav
      audio/webm weba
      audio/midi mid midi
      video/mp4 mp4 m4v
      video/webm webm
      video/ogg ogv
      video/quicktime mov
      video/x-msvideo avi
      video/matroska mkv
      video/mpeg mpeg mpg
      video/mp2t ts
      application/vnd.apple.mpegurl m3u8
      application/dash+xml mpd
      model/gltf-binary glb
      model/gltf+json gltf
      """;

  private static final Map<String, MediaType> BY_EXTENSION = read();

  private FileTypes() {}

  private static Map<String, MediaType> read() {
    Map<String, MediaType> types = new HashMap<>();
    TABLE
        .lines()
        .forEach(line -> {
          int names = line.indexOf(' ');
          MediaType type = MediaType.parse(line.substring(0, names));
          MediaType sent = type.type().equals("text") ? type.with("charset", "utf-8") : type;
          for (int start = names + 1; start < line.length(); ) {
            int end = line.indexOf(' ', start);
            end = end < 0 ? line.length() : end;
            types.put(line.substring(start, end), sent);
            start = end + 1;
          }
        });
    return Map.copyOf(types);
  }

  static MediaType of(String name) {
    int dot = name.lastIndexOf('.');
    // A dot of a folder's name finds nothing, as no extension has a slash.
    return dot < 0
        ? MediaType.OCTET_STREAM
        : BY_EXTENSION.getOrDefault(Tokens.lower(name.substring(dot + 1)), MediaType.OCTET_STREAM);
  }
}
