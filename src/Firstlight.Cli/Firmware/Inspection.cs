using Firstlight.Cli.Commands;
using Firstlight.Protocol.Firmware;

namespace Firstlight.Cli.Firmware;

/// <summary>What can be said about a firmware file: its tag, its area, and the checks of its image.</summary>
internal sealed class Inspection
{
    private readonly string _path;
    private readonly byte[] _file;
    private readonly FirmwareTag? _tag;
    private readonly IReadOnlyList<OptionArea> _areas;
    private readonly ImageSeal? _seal;
    private readonly FirmwareFault? _damage;
    private readonly FirmwareFault? _obstacle;

    public Inspection(string path, byte[] file)
    {
        (_path, _file) = (path, file);
        _tag = FirmwareTag.TryFind(file, out var tag) ? tag : null;
        _areas = OptionArea.FindAll(file);
        _damage = _areas is [var area, ..]
            ? ImageSeal.Find(file, area.Offset, area.Bytes, out _seal)
            : ImageSeal.FindFirst(file, out _seal);
        FirmwareStamp.TryOpen(file, out _, out _obstacle);
    }

    /// <summary>False when the image does not fit its own checks.</summary>
    public bool IsWhole => _damage is not { Kind: FirmwareFaultKind.DamagedImage };

    public void Tell(Call call)
    {
        if (call.Json)
            call.Screen.WriteJson(AsJson());
        else
            call.Screen.Table(["", ""], Rows());
    }

    private object AsJson() =>
        new
        {
            file = _path,
            bytes = _file.Length,
            tag = _tag is null
                ? null
                : new
                {
                    type = _tag.FirmwareType,
                    version = _tag.Version,
                    build = _tag.Build,
                    library = _tag.LibraryVersion,
                    isCoprocessor = _tag.IsCoprocessor,
                    offset = _tag.Offset,
                },
            areas = _areas.Select(area => new
            {
                offset = area.Offset,
                bytes = area.Bytes,
                isStamped = area.IsStamped,
                host = area.Host,
                port = area.Port,
            }),
            image = _seal?.Description,
            fault = _damage?.Message,
            canBeStamped = _obstacle is null,
            obstacle = _obstacle?.Message,
        };

    private IEnumerable<string?[]> Rows()
    {
        yield return ["file", $"{_path}, {_file.Length:N0} bytes"];
        yield return ["type", _tag?.FirmwareType ?? (_tag is null ? "(no tag: type and version stay empty)" : "")];
        if (_tag is not null)
        {
            yield return ["version", _tag.Version + (_tag.IsCoprocessor ? " (network co-processor)" : "")];
            yield return ["build", _tag.Build];
            yield return ["library", _tag.LibraryVersion];
        }

        yield return ["image", _seal?.Description ?? "no checks that are known here"];
        yield return ["checks", _damage?.Message ?? (_seal is null ? "" : "fit")];
        foreach (var area in _areas)
            yield return ["area", Describe(area)];
        yield return ["stamp", _obstacle?.Message ?? "can be stamped"];
    }

    // Neither token nor password, and no network's name either: an unstamped area has a filler there.
    private static string Describe(OptionArea area) =>
        $"at {area.Offset:N0}, {area.Bytes} bytes, {(area.IsStamped ? "stamped" : "free")}, host {area.Host}:{area.Port}";
}
