namespace Firstlight.Storage.Tests;

/// <summary>A folder of this test alone; gone when it ends.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("firstlight-storage-").FullName;

    public string Database => System.IO.Path.Combine(Path, "firstlight.db");

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
