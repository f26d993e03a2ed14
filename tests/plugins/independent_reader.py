"""Compares what Selvox read with what nibabel, pydicom, Pillow and a few lines of NumPy read.

independent_reader.py FOLDER: FOLDER holds N.json (files, format, extent, channels, type, scale, offset, affine in LPS
millimetres, time) and N.raw (the voxels, x fastest) for every series. Prints one line a series, "differs" with the
reason or "equal" or "left out" with it. Exit status: 0 all equal, 1 one differs, 77 a library is missing.
"""
import gzip
import json
import pathlib
import sys

try:
    import nibabel
    import numpy as np
    import PIL.Image
    import pydicom
except ImportError as missing:
    print(f"{missing.name} is not installed (Debian: python3-nibabel python3-pydicom python3-pil)")
    sys.exit(77)

LPS_FROM_RAS = np.diag([-1.0, -1.0, 1.0, 1.0])


class LeftOut(Exception):
    pass


def nifti(series):
    image = nibabel.load(series["files"][0])
    values = np.asanyarray(image.dataobj)
    if values.dtype.fields:  # RGB
        values = np.stack([values["R"], values["G"], values["B"]], axis=-1)
        return values.reshape(values.shape[:2] + (-1, 3)), LPS_FROM_RAS @ image.affine
    while values.ndim > 4 and values.shape[-1] == 1:
        values = values[..., 0]
    if values.ndim == 4:
        values = values[..., series["time"]]
    affine = LPS_FROM_RAS @ image.affine
    stated = image.header.get("sform_code", 0) or image.header.get("qform_code", 0) if "sform_code" in image.header else 1
    return values.reshape(values.shape + (1,) * (3 - values.ndim)), affine if stated else None


def nrrd(series):
    path = pathlib.Path(series["files"][0])
    blob = path.read_bytes()
    head, _, body = blob.partition(b"\n\n")
    fields = {}
    for line in head.decode("latin-1").splitlines()[1:]:
        if not line.startswith("#") and ":=" not in line and ": " in line:
            key, value = line.split(": ", 1)
            fields[key.lower().replace(" ", "")] = value.strip()
    if "datafile" in fields:
        body = (path.parent / fields["datafile"]).read_bytes()
    for _ in range(int(fields.get("lineskip", 0))):
        body = body.partition(b"\n")[2]
    names = {"short": "i2", "int": "i4", "unsigned short": "u2", "unsigned char": "u1", "uchar": "u1", "double": "f8",
             "float": "f4", "int16": "i2", "uint16": "u2", "signed char": "i1", "unsigned int": "u4"}
    dtype = np.dtype((">" if fields.get("endian") == "big" else "<") + names[fields["type"].lower()])
    sizes = [int(word) for word in fields["sizes"].split()]
    count = int(np.prod(sizes))
    encoding = fields["encoding"].lower()
    if encoding in ("ascii", "text", "txt"):
        values = np.array(body.split(), dtype=dtype)
    else:
        body = gzip.decompress(body) if encoding.startswith("gz") else body
        skip = int(fields.get("byteskip", 0))
        body = body[len(body) - count * dtype.itemsize:] if skip == -1 else body[max(skip, 0):]
        values = np.frombuffer(body, dtype, count)
    values = values.reshape(sizes, order="F")
    directions = fields.get("spacedirections", "").replace(" ", "").replace(")", ") ").replace("none", "none ").split()
    directions = [d for d in directions if d != "none"]
    if values.ndim == 4:
        values = values[series["time"]] if "none" in fields["spacedirections"].split()[0] else values[..., series["time"]]
    affine = np.eye(4)
    if directions:
        for axis, text in enumerate(directions):
            affine[:3, axis] = [float(x) for x in text.strip("()").split(",")]
        affine[:3, 3] = [float(x) for x in fields.get("spaceorigin", "(0,0,0)").strip("()").split(",")]
        flips = {"r": -1, "a": -1}
        space = fields["space"].lower()
        letters = space if len(space) == 3 else "".join(word[0] for word in space.split("-"))
        affine = np.diag([flips.get(letters[0], 1), flips.get(letters[1], 1), 1, 1]) @ affine
    elif "spacings" in fields:
        for axis, text in enumerate(fields["spacings"].split()):
            affine[axis, axis] = float(text)
    return values.reshape(values.shape + (1,) * (3 - values.ndim)), affine


def meta(series):
    import zlib
    path = pathlib.Path(series["files"][0])
    blob = path.read_bytes()
    fields, at = {}, 0
    while "ElementDataFile" not in fields:
        end = blob.index(b"\n", at)
        key, value = blob[at:end].decode("latin-1").split("=", 1)
        fields[key.strip()] = value.strip()
        at = end + 1
    body = blob[at:] if fields["ElementDataFile"] == "LOCAL" else (path.parent / fields["ElementDataFile"]).read_bytes()
    if fields.get("CompressedData") == "True":
        body = zlib.decompress(body)
    names = {"MET_SHORT": "i2", "MET_UCHAR": "u1", "MET_FLOAT": "f4", "MET_USHORT": "u2", "MET_INT": "i4", "MET_DOUBLE": "f8"}
    dtype = np.dtype((">" if fields.get("BinaryDataByteOrderMSB") == "True" else "<") + names[fields["ElementType"]])
    sizes = [int(word) for word in fields["DimSize"].split()]
    values = np.frombuffer(body, dtype, int(np.prod(sizes))).reshape(sizes, order="F")
    n = len(sizes)
    numbers = lambda key: [float(word) for word in fields[key].split()]
    affine = np.eye(4)
    affine[:n, :n] = np.array(numbers("TransformMatrix")).reshape(n, n).T * numbers("ElementSpacing")
    affine[:n, 3] = numbers("Offset")
    return values.reshape(values.shape + (1,) * (3 - values.ndim)), affine


def dicom(series):
    slices = []
    for file in series["files"]:
        data = pydicom.dcmread(file, force=True)
        if series["channels"] != 1 or data.PhotometricInterpretation != "MONOCHROME2":
            raise LeftOut("colours or turned values")
        if "ImagePositionPatient" not in data or int(data.get("NumberOfFrames", 1)) != 1:
            raise LeftOut("frames or no position")
        if data.file_meta.get("TransferSyntaxUID", "1.2.840.10008.1.2").startswith("1.2.840.10008.1.2.4"):
            raise LeftOut("a compression that pydicom alone does not read")
        if data.BitsStored != data.BitsAllocated and (data.HighBit + 1 != data.BitsStored):
            raise LeftOut("unusual bits")
        pixels = data.pixel_array * float(data.get("RescaleSlope", 1)) + float(data.get("RescaleIntercept", 0))
        orientation = np.array(data.ImageOrientationPatient, float)
        normal = np.cross(orientation[:3], orientation[3:])
        slices.append((float(np.dot(normal, np.array(data.ImagePositionPatient, float))), data, pixels, orientation))
    slices.sort(key=lambda entry: entry[0])
    first, last = slices[0][1], slices[-1][1]
    affine = np.eye(4)
    row, column = first.PixelSpacing
    affine[:3, 0] = slices[0][3][:3] * float(column)
    affine[:3, 1] = slices[0][3][3:] * float(row)
    affine[:3, 3] = np.array(first.ImagePositionPatient, float)
    if len(slices) > 1:
        affine[:3, 2] = (np.array(last.ImagePositionPatient, float) - affine[:3, 3]) / (len(slices) - 1)
    else:
        affine = None
    return np.stack([entry[2].T for entry in slices], axis=-1), affine


def picture(series):
    values = np.array(PIL.Image.open(series["files"][0]))
    if series["format"] == "JPEG":
        raise LeftOut("decoders of JPEG may differ")
    if values.ndim == 3 and values.shape[2] == 4:
        values = values[..., :3]
    if values.ndim == 3 and series["channels"] == 1:
        raise LeftOut("alpha of a grey picture")
    return (values.transpose(1, 0, 2)[:, :, None, :] if values.ndim == 3 else values.T[:, :, None]), None


READERS = {"NIfTI": nifti, "Analyze": nifti, "NRRD": nrrd, "MetaImage": meta, "DICOM": dicom, "PNG": picture, "JPEG": picture,
           "TIFF": picture, "BMP": picture}


def difference(series, raw):
    reader = READERS.get(series["format"])
    if reader is None:
        raise LeftOut("no second reader for " + series["format"])
    values, affine = reader(series)
    shape = tuple(series["extent"])
    ours = np.frombuffer(raw, series["type"]).reshape((series["channels"],) + shape, order="F").astype(float)
    ours = ours * series["scale"] + series["offset"]
    theirs = np.asarray(values, float)
    theirs = np.moveaxis(theirs, 3, 0) if theirs.ndim == 4 else theirs[None]
    if ours.shape != theirs.shape:
        return f"shape {ours.shape} against {theirs.shape}"
    same = np.isclose(ours, theirs, rtol=1e-5, atol=1e-6, equal_nan=True) | (~np.isfinite(ours) & ~np.isfinite(theirs))
    if not same.all():
        return f"{(~same).sum()} of {same.size} voxels"
    if affine is None:
        return ""
    corners = np.array([[x * (shape[0] - 1), y * (shape[1] - 1), z * (shape[2] - 1), 1] for x in (0, 1) for y in (0, 1) for z in (0, 1)])
    away = np.abs(corners @ (np.array(series["affine"]).reshape(4, 4) - affine).T).max()
    return "" if away < 0.02 else f"corners lie up to {away:.3f} mm apart"


def main():
    counts = {"equal": 0, "differs": 0, "left out": 0}
    for file in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
        series = json.loads(file.read_text())
        try:
            reason = difference(series, file.with_suffix(".raw").read_bytes())
            state = "differs" if reason else "equal"
        except LeftOut as why:
            state, reason = "left out", str(why)
        except Exception as error:  # the second reader does not know the file
            state, reason = "left out", f"{type(error).__name__}: {error}"
        counts[state] += 1
        if state != "equal":
            print(f"{state}: {series['files'][0]}: {reason}")
    print(", ".join(f"{number} {state}" for state, number in counts.items()))
    return 1 if counts["differs"] or not counts["equal"] else 0


sys.exit(main())
