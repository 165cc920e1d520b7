"""Files and folders that the user has granted."""

from imjoy import File, api


class ImJoyPlugin:
    def setup(self):
        pass

    async def read(self, options):
        path = await api.showFileDialog(options)
        file = await api.openPath(path)
        about = await file.metadata()
        pieces = [len(piece) async for piece in file.pieces(2)]
        loaded = await file.load(1, 3)
        return {
            "name": file.name,
            "kind": about.kind,
            "size": about.size,
            "is_dated": about.modified is not None,
            "text": await file.text(),
            "part": await file.read(1, 2),
            "beyond": await file.read(1000),
            "streamed": sum(pieces),
            "loaded": loaded,
            "again": loaded.read(),
        }

    async def change(self):
        path = await api.showFileDialog(type="file", mode="single", access="read-write")
        file = await api.openPath(path)
        await file.write(0, "HEL")
        await file.write(b"h")
        await file.write(5, File(b"!!"))
        await file.setSize(6)
        return await file.text()

    async def denied(self):
        path = await api.showFileDialog(type="file", mode="single")
        file = await api.openPath(path)
        try:
            await file.write(0, b"x")
        except Exception as error:
            return error.code

    async def folder(self):
        path = await api.showFileDialog(type="directory", mode="single", access="read-write")
        folder = await api.openFolder(path)
        inner = await folder.createFolder("inner")
        made = await inner.createFile("made.txt")
        await made.write("made")
        await folder.rename("inner/made.txt", "moved.txt")
        await folder.remove("inner")
        try:
            await folder.open("../outside.txt")
        except Exception as error:
            outside = error.code
        text = await (await folder.open("moved.txt")).text()
        return [folder.name, [[entry.name, entry.metadata.kind] for entry in await folder.list()], text, outside]

    async def export(self):
        writer = await api.startExport("pieces.bin")
        for number in range(3):
            await writer.write(bytes([number]))
        await writer.write("text")
        await writer.finish()

    async def export_all(self):
        path = await api.showFileDialog(type="file", mode="single")
        await api.exportFile("a text", "a.txt")
        await api.exportFile(File(b"\x01\x02", "b.bin"))
        await api.exportFile(b"bytes", name="c.bin")
        await api.exportFile(await api.openPath(path))

    async def address(self):
        path = await api.showFileDialog(type="file", mode="single")
        url = await api.getFileUrl(path)
        return [url.startswith("http://127.0.0.1:"), await api.getFilePath(url) == path]


api.export(ImJoyPlugin())
