"""Makes the invented resumes in PDF and DOCX that the proof pages show. Same bytes on every run.

Run it in this folder: python3 make_documents.py
"""
import io
import zipfile
import zlib


def pdf(objects, info, identity):
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects + [info], 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1))
    for offset in offsets:
        out.write(b"%010d 00000 n \n" % offset)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R /ID [<%s> <%s>] >>\n" % (
        len(offsets) + 1, len(offsets), identity, identity))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def stream(extra, data):
    packed = zlib.compress(data, 9)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n" % (extra, len(packed)) + packed + b"\nendstream"


def text(x, y, font, size, words):
    words = words.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET\n" % (font.encode(), size, x, y, words)


def two_columns():
    side = text(40, 640, "B", 11, "CONTACT") + text(40, 624, "R", 9, "ada@river.example")
    side += text(40, 610, "R", 9, "+1 202-555-0143") + text(40, 596, "R", 9, "github.com/ada-sample")
    side += text(40, 560, "B", 11, "SKILLS") + text(40, 544, "R", 9, "Go, SQL, Kafka") + text(40, 530, "R", 9, "Terraform")
    main = text(220, 640, "B", 11, "EXPERIENCE")
    main += text(220, 622, "B", 10, "Platform Engineer") + text(480, 622, "R", 9, "Mar 2021 – Present")
    main += text(220, 608, "R", 10, "Larch Freight, Inc., Reno, NV")
    main += text(220, 592, "R", 10, "• Moved the booking service to a queue and halved the")
    main += text(228, 580, "R", 10, "time to answer.")
    main += text(220, 566, "R", 10, "• Wrote the runbook that two teams use.")
    main += text(220, 540, "B", 10, "Backend Engineer") + text(486, 540, "R", 9, "2017 – Feb 2021")
    main += text(220, 526, "R", 10, "Birch Analytics")
    main += text(220, 510, "R", 10, "• Rebuilt the nightly import.")
    main += text(220, 480, "B", 11, "EDUCATION") + text(220, 464, "R", 10, "BSc Computer Science, Oak University, 2016")
    head = text(40, 740, "B", 20, "Ada Sample") + text(40, 718, "R", 10, "Platform engineer with nine years of experience in freight.")
    # The columns are drawn by an object of their own, as some programs do.
    page = head + b"/X1 Do\n"
    xmp = (b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description><xmpMM:DocumentID>uuid:sample-0001'
           b'</xmpMM:DocumentID></rdf:Description></rdf:RDF></x:xmpmeta>')
    return pdf([
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 8 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 612 792] >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /R 5 0 R /B 6 0 R >> "
        b"/XObject << /X1 7 0 R >> >> /Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] "
        b"/A << /S /URI /URI (https://ada.example/work) >> >>] >>",
        stream(b"", page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Lato-Regular /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /GHIJKL+Lato-Bold /Encoding /WinAnsiEncoding >>",
        stream(b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] "
               b"/Resources << /Font << /R 5 0 R /B 6 0 R >> >>", side + main),
        stream(b"/Type /Metadata /Subtype /XML", xmp),
    ], b"<< /Producer (Page Press 2.4) /Creator (Two Columns) /Author (Ada Sample) "
       b"/CreationDate (D:20260203114500-05'00') >>", b"0102030405060708090a0b0c0d0e0f10")


def picture():
    return pdf([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.28 841.89] /Contents 4 0 R /Resources << >> >>",
        stream(b"", b"0 0 100 100 re f\n"),
    ], b"<< /Producer (Flatbed 1.0) >>", b"aabbccddeeff00112233445566778899")


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(words, properties="", run=""):
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def docx():
    heading = '<w:pStyle w:val="Heading1"/>'
    bullet = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    box = paragraph("Reno, NV &#8226; open to travel")
    body = paragraph("Ben Example", "", '<w:b/><w:rFonts w:ascii="Karla"/>')
    body += ('<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent>' + box +
             '</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>' + box + '</w:txbxContent></mc:Fallback>'
             '</mc:AlternateContent></w:r></w:p>')
    body += paragraph("Summary", heading) + paragraph("Data engineer with 6+ years in shipping &amp; tariffs.")
    body += paragraph("Work Experience", heading)
    body += ('<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Data Engineer | Alder &amp; Sons Ltd</w:t></w:r><w:r><w:tab/>'
             '<w:t>04/2020 - present</w:t></w:r></w:p>')
    body += ('<w:p><w:pPr>' + bullet + '</w:pPr><w:r><w:t xml:space="preserve">Cut the load time of the tariff </w:t></w:r>'
             '<w:ins w:id="1"><w:r><w:t>tables by half</w:t></w:r></w:ins>'
             '<w:del w:id="2"><w:r><w:delText>reports by a third for Cedar Lines</w:delText></w:r></w:del></w:p>')
    body += paragraph("Junior Analyst | Hazel Group", "", "<w:b/>").replace(
        "</w:p>", '<w:r><w:tab/><w:t>01/2018 - 03/2020</w:t></w:r></w:p>')
    body += paragraph("Counted parcels in three depots", bullet)
    body += paragraph("Education", heading) + paragraph("BA Economics, Elm College, 2017")
    page = '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/></w:sectPr>'
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "word/document.xml": f'<w:document {W} {mc}><w:body>{body}{page}</w:body></w:document>',
        "word/header1.xml": f'<w:hdr {W}>{paragraph("ben@hill.example | (202) 555-0188")}</w:hdr>',
        "word/comments.xml": f'<w:comments {W}><w:comment w:id="0">{paragraph("Shorten this.")}</w:comment></w:comments>',
        "word/settings.xml": f'<w:settings {W}><w:rsids><w:rsidRoot w:val="00A1B2C3"/></w:rsids></w:settings>',
        "word/_rels/document.xml.rels": '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/hyperlink" Target="https://ben.example/" TargetMode="External"/></Relationships>',
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:creator>Ben Example'
        "</dc:creator><dcterms:created>2026-01-12T07:47:15Z</dcterms:created></cp:coreProperties>",
        "docProps/app.xml": "<Properties><Application>Word Press</Application><AppVersion>16.0000</AppVersion></Properties>",
    }
    return parts


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2026, 1, 12, 7, 47, 14))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


whole = two_columns()
parts = docx()
files = {
    "resume-columns.pdf": whole,
    "resume-cut-off.pdf": whole[:1900],
    "resume-picture.pdf": picture(),
    "resume.docx": packed(parts),
    "resume-broken.docx": packed({**parts, "word/document.xml": parts["word/document.xml"][:1400]}),
}
for name, content in files.items():
    with open(name, "wb") as file:
        file.write(content)
