namespace Firstlight.Edgent;

/// <summary>Bounds of what the portal takes in.</summary>
internal static class PortalLimits
{
    public const int QueryCharactersMax = 2_048;

    public const int FormBytesMax = 4_096;

    public const int FirmwareBytesMax = 64 * 1024 * 1024;

    public const int NetworksMax = 15;
}
