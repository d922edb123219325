namespace Firstlight.Edgent.Linux.Tests.Updates;

/// <summary>Power goes before the change with this number, and takes with it what was not flushed by then.</summary>
internal sealed class CutDisk(int cutAt, int seed) : DiskInBetween
{
    private readonly Random _random = new(seed);
    private readonly List<string> _unflushed = [];
    private readonly List<(string From, string To, byte[]? Replaced)> _renames = [];
    private int _changes;

    public bool IsCut { get; private set; }

    public override Stream Create(string path, bool isProgram)
    {
        var file = base.Create(path, isProgram);
        _unflushed.Add(path);
        return file;
    }

    public override void Flush(Stream file)
    {
        Before("flush");
        file.Flush(); // Here the power never really goes: the real medium need not be waited for.
        _unflushed.Remove(((FileStream)file).Name);
    }

    public override void Rename(string from, string to)
    {
        var replaced = File.Exists(to) ? File.ReadAllBytes(to) : null;
        base.Rename(from, to);
        _renames.Add((from, to, replaced));
        // A new name makes no content safe.
        for (var index = 0; index < _unflushed.Count; index++)
        {
            if (_unflushed[index] == from || _unflushed[index].StartsWith(from + '/', StringComparison.Ordinal))
                _unflushed[index] = to + _unflushed[index][from.Length..];
        }
    }

    public override void FlushFolder(string path)
    {
        Before("flush folder");
        _renames.RemoveAll(rename => Path.GetDirectoryName(rename.To) == path);
    }

    /// <summary>What the disk looks like when the power is back: anything may have become of what was not flushed.</summary>
    public void ComeBack()
    {
        foreach (var path in _unflushed.Where(File.Exists))
        {
            if (_random.Next(3) == 0)
            {
                File.Delete(path);
                continue;
            }

            using var file = new FileStream(path, FileMode.Open);
            file.SetLength(_random.NextInt64(file.Length + 1));
        }

        foreach (var (from, to, replaced) in Enumerable.Reverse(_renames).Where(_ => _random.Next(2) == 0))
        {
            if (Directory.Exists(to))
                Directory.Move(to, from);
            else
                File.Move(to, from);
            if (replaced is not null)
                File.WriteAllBytes(to, replaced);
        }
    }

    protected override void Before(string what)
    {
        if (_changes++ == cutAt)
            IsCut = true;
        if (IsCut)
            throw new PowerCutException();
    }
}

internal sealed class PowerCutException : Exception;
