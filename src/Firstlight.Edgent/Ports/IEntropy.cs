namespace Firstlight.Edgent;

/// <summary>The device's only source of chance: its unique id and the spread of its retries. Injected, so that a run can be replayed.</summary>
public interface IEntropy
{
    /// <summary>Fills the bytes.</summary>
    void Fill(Span<byte> bytes);
}
