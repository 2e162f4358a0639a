namespace Commerce.Core.Members;

public enum Gender
{
    Male,
    Female,
}
