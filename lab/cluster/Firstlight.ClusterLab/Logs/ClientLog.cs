namespace Firstlight.ClusterLab.Logs;

/// <summary>What one client did and heard, appended line by line and given to the system at once. The order of lines is the order of events.</summary>
internal sealed class ClientLog(string path, TimeProvider time) : IDisposable
{
    private readonly StreamWriter _file = new(path, append: true) { AutoFlush = true };
    private readonly Lock _gate = new();

    public void Write(string word, params object[] rest)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            _file.Write($"{new Entry(now, word, [.. rest.Select(part => $"{part}")])}\n");
        }
    }

    public void Dispose() => _file.Dispose();
}
