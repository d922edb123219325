namespace Firstlight.Edgent;

/// <summary>The light that tells a person what the device is doing.</summary>
public interface IStatusLight
{
    /// <summary>Shows <paramref name="pattern"/> from now on; returns at once. Only changes are announced.</summary>
    void Show(LightPattern pattern);
}
